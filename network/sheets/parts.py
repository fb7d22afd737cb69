"""The parts of a workbook beside its sheets: which sheets there are, the shared texts, which formats show dates."""

from dataclasses import dataclass, field
from posixpath import join, normpath

from network.kernel.words import words
from network.sheets.archive import Archive
from network.sheets.markup import Markup, unescaped
from network.sheets.numbers import is_date_format
from network.sheets.table import SheetName, Unreadable

NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Book:
    """What `xl/workbook.xml` and its neighbours say."""

    sheets: list[tuple[SheetName, str]] = field(default_factory=list)  # each with the name of its part
    from_1904: bool = False
    texts: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()


def read_book(archive: Archive) -> Book:
    """Everything but the rows. Raises Unreadable where the archive isn't a workbook, or holds macros."""
    if "[Content_Types].xml" not in archive or "xl/workbook.xml" not in archive:
        raise Unreadable(words("This file isn't an Excel workbook. Choose a CSV or XLSX file."))
    if b"macroenabled" in b"".join(archive.chunks("[Content_Types].xml")).lower():
        raise Unreadable(words("This workbook may hold macros (small programs). Save it as XLSX, which holds none."))
    book = Book()
    targets = _targets(archive)
    _read_sheets(archive, book, targets)
    if "xl/sharedStrings.xml" in archive:
        book.texts = _texts(archive)
    if "xl/styles.xml" in archive:
        book.date_styles = _date_styles(archive)
    return book


def _targets(archive: Archive) -> dict[str, str]:
    """Relation id -> the part of a worksheet."""
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            targets[attributes.get("Id", "")] = path

    if "xl/_rels/workbook.xml.rels" in archive:
        Markup(start, _ignore, NOTHING).read_all(archive.chunks("xl/_rels/workbook.xml.rels"))
    return targets


def _read_sheets(archive: Archive, book: Book, targets: dict[str, str]) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            book.from_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            if relation in targets:  # a chart on a sheet of its own has no rows
                hidden = attributes.get("state", "visible") != "visible"
                book.sheets.append((SheetName(attributes.get("name", ""), hidden), targets[relation]))

    Markup(start, _ignore, NOTHING).read_all(archive.chunks("xl/workbook.xml"))
    if not book.sheets:
        raise Unreadable(words("The workbook has no sheet with rows."))


def _texts(archive: Archive) -> list[str]:
    """The shared texts by number. A text in several styles comes in runs, with readings of East Asian names beside it."""
    texts: list[str] = []
    runs: list[str] = []
    inside = {"rPh": 0}

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            runs.clear()
        elif name == "rPh":
            inside["rPh"] += 1

    def end(name: str, text: str) -> None:
        if name == "t" and not inside["rPh"]:
            runs.append(text)
        elif name == "rPh":
            inside["rPh"] -= 1
        elif name == "si":
            texts.append(unescaped("".join(runs)))

    Markup(start, end, frozenset({"t"})).read_all(archive.chunks("xl/sharedStrings.xml"))
    return texts


def _date_styles(archive: Archive) -> frozenset[int]:
    """The numbers of the cell styles that show a date or a time."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            formats.append(_whole(attributes.get("numFmtId")))

    def end(name: str, _: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    Markup(start, end, NOTHING).read_all(archive.chunks("xl/styles.xml"))
    return frozenset(style for style, number in enumerate(formats) if is_date_format(number, codes.get(number)))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0


def _ignore(_name: str, _text: str) -> None:
    pass
