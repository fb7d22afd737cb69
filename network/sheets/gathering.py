"""Rows are collected one by one and counted while they come, so that no file grows beyond its limits in memory."""

from collections.abc import Mapping

from network.kernel.words import words
from network.sheets.table import NO_FORMULAS, Limits, Row, Unreadable


class Gathering:
    """The rows so far. Empty rows count only once something follows them: formatted emptiness at the end is not data."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rows: list[Row] = []
        self._next = 1

    def add(self, number: int, cells: list[str], formulas: Mapping[int, str] = NO_FORMULAS) -> None:
        """Take the cells of row `number`; rows that were skipped before it are filled in as empty ones."""
        while cells and not cells[-1]:
            cells.pop()
        if not any(cell and not cell.isspace() for cell in cells):
            return
        if number > self.limits.rows + 1:
            raise Unreadable(words("The file has more than %(limit)s rows. Split it in two.", limit=self.limits.rows))
        if len(cells) > self.limits.columns:
            raise too_many_columns(self.limits)
        if max(map(len, cells)) > self.limits.cell:
            raise cell_too_long(number, self.limits)
        while self._next < number:
            self.rows.append(Row(self._next, (), NO_FORMULAS))
            self._next += 1
        self.rows.append(Row(number, tuple(cells), formulas))
        self._next = number + 1


def too_many_columns(limits: Limits) -> Unreadable:
    """The refusal of a file that is too wide."""
    return Unreadable(words("The file has more than %(limit)s columns. Keep only those that you need.", limit=limits.columns))


def cell_too_long(number: int, limits: Limits) -> Unreadable:
    """The refusal of a cell that holds more than a spreadsheet program lets it."""
    return Unreadable(words("A cell in row %(row)s holds more than %(limit)s characters.", row=number, limit=limits.cell))
