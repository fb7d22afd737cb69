"""The rows of one sheet of a workbook, formulas and what they showed in a single pass."""

from collections.abc import Iterator

from network.kernel.words import Words, counted, words
from network.sheets.archive import DAMAGED, Archive
from network.sheets.gathering import Gathering, too_many_columns
from network.sheets.harmless import restored
from network.sheets.header import column_letters
from network.sheets.markup import Markup, unescaped
from network.sheets.numbers import date_text, number_text
from network.sheets.parts import Book, read_book
from network.sheets.table import NO_FORMULAS, Limits, Raw, SheetName, Unreadable

_TEXTS = frozenset({"v", "f", "t"})
_FARTHEST = 16_384  # columns that a sheet can have


def read_workbook(data: bytes, limits: Limits, sheet: str | None) -> Raw:
    """All rows of the named sheet, or of the first one that isn't hidden. Raises Unreadable."""
    archive = Archive(data, limits)
    book = read_book(archive)
    chosen, part = _choose(book, sheet)
    if part not in archive:
        raise Unreadable(DAMAGED)
    cells = _Cells(book, limits)
    gathering = Gathering(limits)
    for number, row, formulas in cells.rows(archive.chunks(part)):
        gathering.add(number, row, formulas)
    names = tuple(name for name, _ in book.sheets)
    notes = (*_about_sheets(chosen, names), *cells.notes(gathering))
    return Raw(tuple(gathering.rows), sheet=chosen.name, sheets=names, notes=notes)


def _choose(book: Book, sheet: str | None) -> tuple[SheetName, str]:
    if sheet is None:
        return next((found for found in book.sheets if not found[0].is_hidden), book.sheets[0])
    for found in book.sheets:
        if found[0].name == sheet:
            return found
    raise Unreadable(words("The workbook has no sheet “%(name)s”.", name=sheet))


def _about_sheets(chosen: SheetName, names: tuple[SheetName, ...]) -> list[Words]:
    others = tuple(name.name for name in names if name != chosen and not name.is_hidden)
    hidden = tuple(name.name for name in names if name != chosen and name.is_hidden)
    notes = []
    if others:
        notes.append(words("The sheet “%(name)s” was read. Not read: %(others)s.", name=chosen.name, others=others))
    if hidden:
        notes.append(words("The workbook has hidden sheets, which were not read: %(hidden)s.", hidden=hidden))
    return notes


class _Cells:
    """Collects the cells of a sheet while its XML goes by."""

    def __init__(self, book: Book, limits: Limits) -> None:
        self._book = book
        self._limits = limits
        self._done: list[tuple[int, list[str], dict[int, str]]] = []
        self._columns: dict[str, int] = {}
        self._number = 0
        self._row: list[str] = []
        self._formulas: dict[int, str] = {}
        self._column = -1
        self._kind = "n"
        self._style = ""
        self._value = ""
        self._formula: str | None = None
        self._reading_aloud = 0
        self._hidden_columns: list[int] = []
        self._hidden_rows: list[int] = []

    def rows(self, chunks: Iterator[bytes]) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        """Each row that holds a cell: its number, its cells, its formulas with what they showed."""
        for _ in Markup(self._start, self._end, _TEXTS).read(chunks):
            yield from self._done
            self._done.clear()

    def notes(self, gathering: Gathering) -> list[Words]:
        """What is hidden in the sheet and was read all the same."""
        widest = max((len(row.cells) for row in gathering.rows), default=0)
        numbers = {row.number for row in gathering.rows if not row.is_empty}
        hidden = tuple(column_letters(column) for column in self._hidden_columns if column < widest)
        rows = sum(1 for number in self._hidden_rows if number in numbers)
        notes = []
        if hidden:
            notes.append(words("These columns are hidden in the sheet, and were read: %(columns)s.", columns=hidden))
        if rows:
            notes.append(counted("A hidden row was read too.", "%(num)s hidden rows were read too.", rows))
        return notes

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name == "rPh":
            self._reading_aloud += 1
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self._hidden_columns += range(first - 1, min(last, self._limits.columns))

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes["r"]) if "r" in attributes else self._number + 1
        if number <= self._number:
            raise Unreadable(DAMAGED)
        self._number = number
        self._row, self._formulas, self._column = [], {}, -1
        if attributes.get("hidden") in {"1", "true"}:
            self._hidden_rows.append(number)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._column_of(reference) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value, self._formula = "", None

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters[:4].upper():
                column = column * 26 + ord(letter) - 64
            column -= 1
            if not letters.isascii() or not letters.isalpha() or not 0 <= column < _FARTHEST:
                raise Unreadable(DAMAGED)
            self._columns[letters] = column
        return column

    def _end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "c":
            self._close_cell()
        elif name == "f":
            self._formula = text
        elif name == "t":
            self._value += "" if self._reading_aloud else text
        elif name == "rPh":
            self._reading_aloud -= 1
        elif name == "row" and self._row:
            self._done.append((self._number, self._row, self._formulas or dict(NO_FORMULAS)))
            self._row = []

    def _close_cell(self) -> None:
        text = self._text()
        if self._formula is not None:
            self._formulas[self._column] = text
            text = "=" + self._formula.removeprefix("=")
        if not text:
            return
        if self._column >= self._limits.columns:
            raise too_many_columns(self._limits)
        if self._column < len(self._row):
            raise Unreadable(DAMAGED)
        self._row += [""] * (self._column - len(self._row))
        self._row.append(text)

    def _text(self) -> str:
        value, kind = self._value, self._kind
        if not value:
            return ""
        if kind == "n":
            if self._style and _whole(self._style) in self._book.date_styles:
                return date_text(value, from_1904=self._book.from_1904)
            return number_text(value)
        if kind == "s":
            number = int(value) if value.isascii() and value.isdigit() else len(self._book.texts)
            if number >= len(self._book.texts):
                raise Unreadable(DAMAGED)
            value = self._book.texts[number]
        elif kind in {"inlineStr", "str"}:
            value = unescaped(value)
        elif kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return restored(value) if value[:1] == "'" else value


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else 0
