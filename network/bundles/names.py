"""Names of the files in an archive: such as every system takes, none twice, in the order of the contents."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from network.kernel.folding import fold

_NOT_NAMES = re.compile(r"[^a-z0-9]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_LONGEST = 60
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")  # some systems take these for devices


def plain_name(title: str, otherwise: str) -> str:
    """Small letters, digits and hyphens."""
    return _NOT_NAMES.sub("-", fold(title))[:_LONGEST].strip("-") or otherwise


def document_names(titles: Iterable[str]) -> list[str]:
    """01-night-outreach and so on: the number makes each its own."""
    return [f"{number:02}-{plain_name(title, 'document')}" for number, title in enumerate(titles, start=1)]


def file_names(names: Iterable[str]) -> Iterator[str]:
    """The names of attached files within their folder; a second one of a name is numbered."""
    seen: set[str] = set()
    for name in names:
        last = PurePosixPath(name.replace("\\", "/")).name
        ending = _ENDING.search(last)
        stem = plain_name(last[: ending.start()] if ending else last, "file")
        stem = f"{stem}-file" if _RESERVED.match(stem) else stem
        made = f"{stem}{ending[0].lower() if ending else ''}"
        number = 2
        while made in seen:
            made = f"{stem}-{number}{ending[0].lower() if ending else ''}"
            number += 1
        seen.add(made)
        yield made
