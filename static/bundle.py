"""Put together what browsers get, in small files, and lay compressed copies beside what is served as text.

    python static/bundle.py            writes dist/, and the .gz and .br files
    python static/bundle.py --check    says whether all of it is up to date

Of the sheets and the icons only what a template, a script or Python names is served. What is named later comes in by running this again.
"""

import ctypes.util
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent
ROOT = STATIC.parent
DIST = STATIC / "dist"

# The order matters: the later sheet wins. Paper comes last.
ORDER = ("css/foundation.css", "css/tokens.css", "css/base.css", "css/layouts.css", "css/components/*.css", "css/print.css")
APART = "css/pages/*.css"  # each a sheet of its own, for the few pages that name it
NAMING = ("templates/**/*.html", "network/**/*.py", "static/js/*.js", "static/vendor/*.js")

PRESSED = ("dist/*.css", "dist/*.js", "dist/*.svg", "vendor/*.js", "img/mark.svg")
WORTH_PRESSING = 250  # bytes
BROTLI = DIST / "brotli.json"
"""Of each file with a .br copy the digests of both: so a copy that is out of date is known where Brotli is not at hand."""

# A string, a comment, or a run of white space around a sign that needs none. A colon keeps the space before it:
# "a :focus" and "a:focus" are different selectors. Plus and minus keep theirs: calc() needs them.
TOKEN = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,>])\s*|(:)\s+|(\s+)""", re.DOTALL)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
CHOICE = re.compile(r":(?:not|is|where)\([^)]*\)")
SYMBOL = re.compile(r'<symbol id="i-([\w-]+)".*?</symbol>\n?', re.DOTALL)
NOTE = re.compile(r"(?m)^\s*//.*\n|(?<=[;{,])[ \t]+//.*$|^\s+")


def minify(css: str) -> str:
    """The same rules without comments and idle white space."""

    def short(match: re.Match[str]) -> str:
        string, sign, colon, space = match.groups()
        return string or sign or colon or (" " if space else "")

    return TOKEN.sub(short, css).replace(";}", "}").strip()


@cache
def named() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of everything that could name a class or an icon; and the beginnings of names that are put together there."""
    text = "\n".join(path.read_text("utf-8") for pattern in NAMING for path in sorted(ROOT.glob(pattern)))
    words = frozenset(re.findall(r"[A-Za-z][\w-]*", text))
    return words, tuple(sorted(set(re.findall(r"""([A-Za-z][\w-]*-)(?:\{|["']\s*[~+])""", text))))


def is_named(name: str) -> bool:
    """Whether a class or an icon can be on a page."""
    words, beginnings = named()
    return name in words or name.startswith(beginnings)


def needed(css: str) -> str:
    """The rules of a minified sheet without those that only name classes that nothing on a page has."""
    kept = []
    for head, body in rules(css):
        if head.startswith(("@media", "@supports")):
            inside = needed(body or "")
            kept += [f"{head}{{{inside}}}"] if inside else []
        elif head.startswith("@") or body is None:
            kept.append(head if body is None else f"{head}{{{body}}}")
        else:
            selectors = [each for each in apart(head) if all(map(is_named, CLASS.findall(CHOICE.sub("", each))))]
            kept += [f"{','.join(selectors)}{{{body}}}"] if selectors else []
    return "".join(kept)


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """What comes before each pair of braces at this level, and what is in them; None for a statement that has none."""
    at = 0
    while at < len(css):
        opens, ends = css.find("{", at), css.find(";", at)
        if opens < 0 or 0 <= ends < opens:
            stop = ends + 1 if ends >= 0 else len(css)
            yield css[at:stop], None
            at = stop
            continue
        depth, close = 1, opens
        while depth:
            close += 1
            depth += (css[close] == "{") - (css[close] == "}")
        yield css[at:opens].strip(), css[opens + 1 : close]
        at = close + 1


def apart(selectors: str) -> list[str]:
    """The selectors of a rule: split at the commas that stand in no brackets."""
    return re.split(r",(?![^(\[]*[)\]])", selectors)


def version(content: bytes) -> str:
    """Twelve hexadecimal digits that change when the content does; pages' addresses carry the same."""
    return hashlib.sha256(content).hexdigest()[:12]


def versioned(css: str, folder: Path) -> str:
    """The sheet with each url() carrying the version of the file that it names, so that it may be cached for ever."""

    def named(match: re.Match[str]) -> str:
        address = match.group(1)
        return f"url({address}?v={version((folder / address).resolve().read_bytes())})"

    return re.sub(r'url\("?([^")?]+)"?\)', named, css)


def whole_sheet() -> str:
    """All style sheets in one, minified."""
    paths = [path for pattern in ORDER for path in sorted(STATIC.glob(pattern))]
    return "".join(minify(path.read_text(encoding="utf-8")) for path in paths)


def sheet() -> str:
    """The style sheet, as it is served from dist/."""
    licence = "/* Holds a cut of Bootstrap 5.3.9, MIT. */\n"
    return licence + versioned(needed(whole_sheet()), DIST) + "\n"


def sheet_of(path: Path) -> str:
    """The sheet of a few pages, which they load after the other."""
    return versioned(needed(minify(path.read_text(encoding="utf-8"))), DIST) + "\n"


def sprite() -> str:
    """The icons that are named somewhere."""
    drawn = (STATIC / "img" / "icons.svg").read_text("utf-8")
    return SYMBOL.sub(lambda match: match.group(0) if is_named(match.group(1)) else "", drawn)


def brief(script: str) -> str:
    """The same script without its notes and the space before its lines."""
    return NOTE.sub("", script)


def built() -> dict[Path, str]:
    """Every file of dist/ that is put together, as it should be."""
    scripts = {DIST / path.name: brief(path.read_text("utf-8")) for path in sorted(STATIC.glob("js/*.js"))}
    apart = {DIST / path.name: sheet_of(path) for path in sorted(STATIC.glob(APART))}
    return {DIST / "app.css": sheet(), DIST / "icons.svg": sprite(), **apart, **scripts}


def pressed() -> list[Path]:
    """The files that are served as text, and are large enough to gain by compression."""
    paths = [path for pattern in PRESSED for path in sorted(STATIC.glob(pattern))]
    return [path for path in paths if path.stat().st_size > WORTH_PRESSING]


def press(content: bytes) -> bytes:
    """The same bytes from the same content, on any day."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def press_most(content: bytes) -> bytes | None:
    """By Brotli, at its best, if the system has it."""
    name = ctypes.util.find_library("brotlienc")
    if name is None:
        return None
    size, room = ctypes.c_size_t(len(content) + 1024), ctypes.create_string_buffer(len(content) + 1024)
    best, window, text = 11, 22, 1
    done = ctypes.CDLL(name).BrotliEncoderCompress(
        best, window, text, ctypes.c_size_t(len(content)), content, ctypes.byref(size), room
    )
    return room.raw[: size.value] if done else None


def beside(path: Path, ending: str) -> Path:
    """A copy's place."""
    return path.with_name(path.name + ending)


def noted() -> dict[str, list[str]]:
    """The digests of all files that have a .br copy, and of the copies, by name."""
    copies = [(path, beside(path, ".br")) for path in pressed()]
    return {
        str(path.relative_to(STATIC)): [version(path.read_bytes()), version(copy.read_bytes())]
        for path, copy in copies
        if copy.is_file()
    }


def is_stale() -> bool:
    """Whether anything that is built differs from what the sources would give, or a compressed copy from its file."""
    if any(not path.is_file() or path.read_text("utf-8") != text for path, text in built().items()):
        return True
    copies = [(path, beside(path, ".gz")) for path in pressed()]
    if any(not copy.is_file() or gzip.decompress(copy.read_bytes()) != path.read_bytes() for path, copy in copies):
        return True
    return not BROTLI.is_file() or json.loads(BROTLI.read_text("utf-8")) != noted()


def build() -> None:
    """Write all of it. A .br copy that can't be made anew goes: an old one would be served in place of its file."""
    DIST.mkdir(exist_ok=True)
    known = json.loads(BROTLI.read_text("utf-8")) if BROTLI.is_file() else {}
    for path, text in built().items():
        path.write_text(text, encoding="utf-8")
    for path in pressed():
        beside(path, ".gz").write_bytes(press(path.read_bytes()))
        small, copy = press_most(path.read_bytes()), beside(path, ".br")
        if small is not None:
            copy.write_bytes(small)
        elif known.get(str(path.relative_to(STATIC)), [""])[0] != version(path.read_bytes()):
            copy.unlink(missing_ok=True)
            print(f"no Brotli here: {path.name} is served by gzip alone", file=sys.stderr)
    BROTLI.write_text(json.dumps(noted(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        print("not up to date: python static/bundle.py" if is_stale() else "dist is up to date")
        sys.exit(is_stale())
    build()
