"""Static files: only what a browser may have, immutable since each address carries its content's digest."""

import os
from pathlib import Path

from whitenoise import WhiteNoise

A_YEAR = 31_536_000  # seconds
FOLDERS = {"dist", "fonts", "img", "vendor"}
ENDINGS = {".css", ".js", ".svg", ".woff2"}


class Assets(WhiteNoise):  # type: ignore[misc]
    """WhiteNoise that leaves the sources and build scripts beside the files alone."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: dict[str, os.stat_result] | None = None) -> None:
        """Serve a file if a browser may have it."""
        if is_served(url):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)


def is_served(url: str) -> bool:
    """Whether an address below /static/ is for browsers: built sheets, fonts, pictures, scripts."""
    place = Path(url.removeprefix("/static/"))
    return place.parts[0] in FOLDERS and place.suffix in ENDINGS
