"""Put the style sheets together in one small file, and give each served file its version.

    python static/bundle.py            writes dist/app.css and dist/versions.json
    python static/bundle.py --check    says what is not up to date
"""

import hashlib
import json
import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent
SHEET = "dist/app.css"
VERSIONS = "dist/versions.json"
SERVED = ("fonts/*.woff2", "img/*.svg", "js/*.js", "vendor/*.js")

# The order matters: the later sheet wins. Paper comes last.
ORDER = ("css/foundation.css", "css/tokens.css", "css/base.css", "css/layouts.css", "css/components/*.css", "css/print.css")

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
    """Eight hexadecimal digits that change when the content does."""
    return hashlib.sha256(content).hexdigest()[:8]


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
    return licence + versioned(css, STATIC / "dist") + "\n"


def versions(css: str) -> dict[str, str]:
    """Version by path below static/, for every file that a page may name."""
    paths = [path for pattern in SERVED for path in sorted(STATIC.glob(pattern))]
    found = {str(path.relative_to(STATIC)): version(path.read_bytes()) for path in paths}
    return {SHEET: version(css.encode()), **found}


def built() -> dict[str, str]:
    """What dist/ should hold: text by path below static/."""
    css = sheet()
    return {SHEET: css, VERSIONS: json.dumps(versions(css), indent=1) + "\n"}


def stale() -> list[str]:
    """The built files that differ from what the sources would give."""
    here = {name: STATIC / name for name in built()}
    return [name for name, text in built().items() if not here[name].is_file() or here[name].read_text("utf-8") != text]


if __name__ == "__main__":
    if "--check" in sys.argv:
        old = stale()
        print("\n".join(f"{name} is not up to date: python static/bundle.py" for name in old) or "dist is up to date")
        sys.exit(bool(old))
    for name, text in built().items():
        (STATIC / name).parent.mkdir(exist_ok=True)
        (STATIC / name).write_text(text, encoding="utf-8")
