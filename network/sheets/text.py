"""Delimited text: which character divides its cells, and its rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from network.kernel.words import words
from network.sheets.decoding import decode
from network.sheets.gathering import Gathering, cell_too_long, too_many_columns
from network.sheets.harmless import looks_like_formula, restored
from network.sheets.table import NO_FORMULAS, Limits, Raw, Unreadable

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 60_000
_SAMPLE_ROWS = 60
_DECLARED = re.compile(r"sep=(.)(\r\n|\r|\n)", re.IGNORECASE)


def read_text(data: bytes, limits: Limits) -> Raw:
    """All rows of a text file. Raises Unreadable."""
    text, encoding = decode(data)
    declared = _DECLARED.match(text)
    if declared:  # a line for the spreadsheet program, which doesn't show it as a row
        text = text[declared.end() :]
    delimiter = declared[1] if declared else _delimiter(text)
    gathering = Gathering(limits)
    for number, cells in _records(text, delimiter, limits):
        gathering.add(number, *_plain(cells))
    return Raw(tuple(gathering.rows), delimiter=delimiter, encoding=encoding)


def _plain(cells: list[str]) -> tuple[list[str], dict[int, str]]:
    """The cells as they were before a program made formulas harmless, and which of them are formulas."""
    formulas = {column: "" for column, cell in enumerate(cells) if cell and looks_like_formula(cell)}
    return [restored(cell) if cell[:1] == "'" else cell for cell in cells], formulas or dict(NO_FORMULAS)


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, counting blank lines, as a spreadsheet program would number it."""
    lines = _Lines(text, delimiter, limits)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        lines.in_record = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error) and lines.in_record <= 1:
                raise cell_too_long(number, limits) from error
            raise Unreadable(
                words(
                    "In row %(row)s a quotation mark opens a cell and doesn't close where the cell ends. "
                    "Mend that row, or save the sheet as XLSX.",
                    row=number,
                )
            ) from error
        yield number, cells


class _Lines:
    """The text line by line; a line far beyond the widest allowed is refused before it is cut into cells."""

    def __init__(self, text: str, delimiter: str, limits: Limits) -> None:
        self._lines = io.StringIO(text, newline="")
        self._delimiter = delimiter
        self._limits = limits
        self.in_record = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.in_record += 1
        if line.count(self._delimiter) > 10 * self._limits.columns:
            raise too_many_columns(self._limits)
        return line


def _delimiter(text: str) -> str:
    """The character by which most rows have the same number of cells."""
    return max(DELIMITERS, key=lambda delimiter: (_evenness(text, delimiter), -DELIMITERS.index(delimiter)))


def _evenness(text: str, delimiter: str) -> float:
    """0 where the delimiter divides nothing; near 1 where it cuts all rows alike; a little more where it cuts them into many."""
    sample = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(sample, delimiter=delimiter):
            if any(cells):
                widths[len(cells)] += 1
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # the sample ends inside a cell; what was counted so far is enough
    divided = [(count, width) for width, count in widths.items() if width > 1]
    if not divided:
        return 0.0
    count, width = max(divided)
    return count / widths.total() + min(width, 40) / 100
