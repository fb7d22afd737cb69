"""Put the style sheets together in one small file, and lay a compressed copy beside what is served as text.

    python static/bundle.py            writes dist/app.css, and the .gz files
    python static/bundle.py --check    says whether it is up to date
"""

import gzip
import hashlib
import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent
SHEET = STATIC / "dist" / "app.css"

# The order matters: the later sheet wins. Paper comes last.
ORDER = ("css/foundation.css", "css/tokens.css", "css/base.css", "css/layouts.css", "css/components/*.css", "css/print.css")

PRESSED = ("dist/*.css", "vendor/*.js", "img/*.svg", "js/*.js")
WORTH_PRESSING = 600  # bytes

# A string, a comment, or a run of white space around a sign that needs none. A colon keeps the space before it:
# "a :focus" and "a:focus" are different selectors. Plus and minus keep theirs: calc() needs them.
TOKEN = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,>])\s*|(:)\s+|(\s+)""", re.DOTALL)


def minify(css: str) -> str:
    """The same rules without comments and idle white space."""

    def short(match: re.Match[str]) -> str:
        string, sign, colon, space = match.groups()
        return string or sign or colon or (" " if space else "")

    return TOKEN.sub(short, css).replace(";}", "}").strip()


def version(content: bytes) -> str:
    """Twelve hexadecimal digits that change when the content does; pages' addresses carry the same."""
    return hashlib.sha256(content).hexdigest()[:12]


def versioned(css: str, folder: Path) -> str:
    """The sheet with each url() carrying the version of the file that it names, so that it may be cached for ever."""

    def named(match: re.Match[str]) -> str:
        address = match.group(1)
        return f"url({address}?v={version((folder / address).resolve().read_bytes())})"

    return re.sub(r'url\("?([^")?]+)"?\)', named, css)


def sheet() -> str:
    """The whole style sheet, as it is served from dist/."""
    paths = [path for pattern in ORDER for path in sorted(STATIC.glob(pattern))]
    css = "\n".join(minify(path.read_text(encoding="utf-8")) for path in paths)
    licence = "/* Holds a cut of Bootstrap 5.3.9, MIT. */\n"
    return licence + versioned(css, SHEET.parent) + "\n"


def pressed() -> list[Path]:
    """The files that are served as text, and are large enough to gain by compression."""
    paths = [path for pattern in PRESSED for path in sorted(STATIC.glob(pattern))]
    return [path for path in paths if path.stat().st_size > WORTH_PRESSING]


def press(content: bytes) -> bytes:
    """The same bytes from the same content, on any day."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def is_stale() -> bool:
    """Whether the built sheet differs from what the sources would give, or a compressed copy from its file."""
    if not SHEET.is_file() or SHEET.read_text(encoding="utf-8") != sheet():
        return True
    copies = [(path, path.with_name(path.name + ".gz")) for path in pressed()]
    return any(not copy.is_file() or gzip.decompress(copy.read_bytes()) != path.read_bytes() for path, copy in copies)


if __name__ == "__main__":
    if "--check" in sys.argv:
        print("not up to date: python static/bundle.py" if is_stale() else "dist is up to date")
        sys.exit(is_stale())
    SHEET.parent.mkdir(exist_ok=True)
    SHEET.write_text(sheet(), encoding="utf-8")
    for path in pressed():
        path.with_name(path.name + ".gz").write_bytes(press(path.read_bytes()))
