"""The process that reads the words of a clean file, for the search."""

import io
import json
from typing import BinaryIO

import pypdf
from lxml import etree

from network.cleaning import plain
from network.cleaning.kinds import BY_CODE, Family, Kind
from network.cleaning.notes import Refused
from network.cleaning.xml import local, parsed
from network.cleaning.zips import Archive
from network.confined import serve_files

BREAKS = {"p", "h", "br", "cr", "tab", "tr", "line-break", "si", "row", "table-row"}
WORDS = {"t"}
OFFICE = {"docx": ("word/document", "word/footnotes", "word/endnotes"), "pptx": ("ppt/slides/", "ppt/notesSlides/")}
OFFICE["xlsx"] = ("xl/sharedStrings",)


def answer_to(question: bytes, source: BinaryIO, result: BinaryIO) -> bytes:
    """Write the words; the answer is how many bytes they take."""
    asked = json.loads(question)
    kind, most = BY_CODE[asked["kind"]], int(asked["most"])
    try:
        text = " ".join(words_of(kind, source, most).split())
    except Refused:
        text = ""
    data = text.encode("utf-8", "ignore")[:most]
    result.write(data)
    result.flush()
    return str(len(data)).encode()


def words_of(kind: Kind, source: BinaryIO, most: int) -> str:
    """What stands in it, in its order, up to about so many characters."""
    if kind.family is Family.TEXT:
        return plain.decoded(source.read())[0]
    if kind.family is Family.PDF:
        return _of_pages(source, most)
    if kind.family is Family.IMAGE:
        return ""
    archive = Archive(source)
    if kind.family is Family.OPEN:
        return _of_markup(archive.read("content.xml"), most, every=True)
    starts = OFFICE[kind.code]
    names = sorted((name for name in archive if name.startswith(starts) and name.endswith(".xml")), key=lambda n: (len(n), n))
    return _joined((_of_markup(archive.read(name), most) for name in names), most)


def _of_pages(source: BinaryIO, most: int) -> str:
    try:
        pages = pypdf.PdfReader(source).pages
        return _joined((page.extract_text() or "" for page in pages), most)
    except (MemoryError, OSError):
        raise
    except Exception:
        raise Refused("unreadable") from None


def _joined(pieces: object, most: int) -> str:
    found, length = io.StringIO(), 0
    for piece in pieces:  # type: ignore[attr-defined]
        found.write(f"{piece}\n")
        length += len(piece)
        if length >= most:
            break
    return found.getvalue()


def _of_markup(data: bytes, most: int, *, every: bool = False) -> str:
    """Words of one part; `every`: text stands in any element, not in those for words alone."""
    found, length = [], 0
    for event, each in etree.iterwalk(parsed(data), events=("start", "end")):
        tag = local(each.tag)
        if event == "start":
            piece = each.text if every or tag in WORDS else ""
        else:
            piece = ("\n" if tag in BREAKS else "") + ((each.tail or "") if every else "")
        found.append(piece or "")
        length += len(piece or "")
        if length >= most:
            break
    return "".join(found)


def warm() -> None:
    """Load whatever is loaded at the first use."""
    plain.warm()
    made, empty = io.BytesIO(), pypdf.PdfWriter()
    empty.add_blank_page(72, 72)
    empty.write(made)
    pypdf.PdfReader(made).pages[0].extract_text()


if __name__ == "__main__":
    warm()
    serve_files(answer_to)
