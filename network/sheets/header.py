"""Which row of a spreadsheet names its columns: the first wide one that holds labels, below any titles."""

import re
from collections.abc import Sequence
from dataclasses import replace

from network.kernel.words import Words, words
from network.sheets.table import Raw, Row, Table, Unreadable

_SEARCHED = 30
_LONGEST_LABEL = 80
_VALUE = re.compile(r"^[\d\s.,:/+()$%-]+$|@\S+\.|^\d{4}-\d{2}")


def as_table(raw: Raw, filename: str, header_row: int | None) -> Table:
    """The rows below the header, all as wide as the widest. `header_row` overrules the guess. Raises Unreadable."""
    filled = [index for index, row in enumerate(raw.rows) if not row.is_empty]
    if not filled:
        raise Unreadable(words("The file is empty."))
    start = _header(raw.rows, filled) if header_row is None else _chosen(raw.rows, header_row)
    below = raw.rows[start + 1 :]
    if not any(not row.is_empty for row in below):
        raise Unreadable(words("The file has a header and no rows below it."))
    width = _width(raw.rows[start:])
    labels = _labels(raw.rows[start].cells, width)
    titles = tuple(" ".join(filter(None, map(str.strip, row.cells))) for row in raw.rows[:start] if not row.is_empty)
    rows = tuple(_as_wide(row, width) for row in below)
    return Table(
        filename=filename,
        header=labels,
        header_row=raw.rows[start].number,
        rows=rows,
        titles=titles,
        sheet=raw.sheet,
        sheets=raw.sheets,
        delimiter=raw.delimiter,
        encoding=raw.encoding,
        notes=(*raw.notes, *_notes(raw.rows[start], width)),
    )


def _chosen(rows: Sequence[Row], header_row: int) -> int:
    for index, row in enumerate(rows):
        if row.number == header_row and not row.is_empty:
            return index
    raise Unreadable(words("Row %(row)s is empty, so it can't be the header.", row=header_row))


def _header(rows: Sequence[Row], filled: Sequence[int]) -> int:
    """The first row at least 60 % as wide as the widest with four of five cells like labels; else the first wide one."""
    searched = filled[:_SEARCHED]
    widest = max(_count(rows[index]) for index in searched)
    wide = [index for index in searched if _count(rows[index]) >= 0.6 * widest]
    return next((index for index in wide if _are_labels(rows[index])), wide[0])


def _count(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _are_labels(row: Row) -> bool:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    labels = {cell.casefold() for cell in cells if len(cell) <= _LONGEST_LABEL and not _VALUE.search(cell)}
    return len(labels) >= 0.8 * len(cells) and not row.formulas


def _width(rows: Sequence[Row]) -> int:
    """The last column in which anything stands."""
    widest = 0
    for row in rows:
        for column in range(len(row.cells) - 1, widest - 1, -1):
            if row.cells[column].strip():
                widest = column + 1
                break
    return widest


def _labels(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A label for each column: its own, numbered where it stands twice, or its letter where it has none."""
    seen: dict[str, int] = {}
    labels = []
    for column in range(width):
        label = " ".join(cells[column].split()) if column < len(cells) else ""
        label = label or f"Column {column_letters(column)}"
        times = seen[label.casefold()] = seen.get(label.casefold(), 0) + 1
        labels.append(label if times == 1 else f"{label} ({times})")
    return tuple(labels)


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _as_wide(row: Row, width: int) -> Row:
    cells = row.cells
    if len(cells) == width:
        return row
    return replace(row, cells=cells[:width] if len(cells) > width else cells + ("",) * (width - len(cells)))


def _notes(header: Row, width: int) -> list[Words]:
    unnamed = [
        column_letters(column) for column in range(width) if column >= len(header.cells) or not header.cells[column].strip()
    ]
    if not unnamed:
        return []
    return [words("These columns have no name in the header: %(columns)s.", columns=tuple(unnamed))]
