"""Figures as rows of text: one number a row, so that any spreadsheet can sort, filter and draw them."""

from collections.abc import Iterator

from network.kernel.words import Words, words
from network.pairings.rules.reports.figures import NO_SOURCE, TABLES, Cell, Figures, FigureTable
from network.pairings.rules.reports.lines import Unit
from network.pairings.rules.reports.periods import Period

HEADS = ("First day", "Last day", "By", "Of", "Figure", "Number", "Unit", "What it counts")
BY = {"areas": "region", "topics": "topic", "funding": "source of funding", "months": "month", "reasons": "reason"}
HIDDEN = "hidden"
UNITS = {Unit.COUNT: "", Unit.MINUTES: "hours", Unit.KILOMETRES: "km", Unit.CENTS: "dollars"}


def rows_of(found: Figures, period: Period) -> list[list[str]]:
    """The heads, the whole, then each table."""
    days = [period.first.isoformat(), period.last.isoformat()]
    rows = [list(HEADS)]
    for line in found.lines:
        told = [str(line.label), number(line.whole, line.unit), UNITS[line.unit], str(line.definition)]
        rows.append([*days, "whole", "", *told])
    for name in TABLES:
        rows += ([*days, BY[name], *cells] for cells in _rows(found, getattr(found, name)))
    return rows


def _rows(found: Figures, table: FigureTable) -> Iterator[list[str]]:
    for row in table.rows:
        for key, cell in zip(table.columns, row.cells, strict=True):
            line = found.line(key)
            if line is not None:
                told = [str(line.label), number(cell, line.unit), UNITS[line.unit], str(line.definition)]
                yield ["none named" if row.codes == (NO_SOURCE,) else row.label, *told]


def number(amount: Cell, unit: Unit) -> str:
    """A number as a spreadsheet reads it: hours and dollars with two places."""
    if amount is None:
        return HIDDEN
    if unit is Unit.MINUTES:
        return f"{amount / 60:.2f}"
    return f"{amount / 100:.2f}" if unit is Unit.CENTS else str(amount)


def say_amount(amount: Cell, unit: Unit) -> Words | str:
    """A number as people read it: 1,234; 61.5 h; $420.00."""
    if amount is None:
        return words("hidden")
    if unit is Unit.MINUTES:
        return words("%(num)s h", num=f"{amount / 60:,.1f}".removesuffix(".0"))
    if unit is Unit.KILOMETRES:
        return words("%(num)s km", num=f"{amount:,}")
    return f"${amount / 100:,.2f}" if unit is Unit.CENTS else f"{amount:,}"
