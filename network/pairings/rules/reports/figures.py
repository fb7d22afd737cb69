"""A report as a value that can be frozen: its lines with their definitions, the whole, and tables of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from network.kernel.words import Words, from_json, to_json
from network.pairings.rules.reports.lines import LINES, Line, Mark, Unit, totals
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.reports.rows import Facts

Cell = int | None
"""A number; None where it is hidden."""

TABLES = ("areas", "topics", "funding", "months", "reasons")
NO_SOURCE = "-"
"""Where a session names no source of funds, or a pairing no reason for its end."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the report with what it came to in all."""

    key: str
    label: Words
    definition: Words
    unit: Unit
    whole: Cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: of several codes where small areas were put together."""

    codes: tuple[str, ...]
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures by something: `columns` are keys of lines, `all` the last row, empty where rows overlap and no sum makes sense."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    all: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a report."""

    lines: tuple[Told, ...]
    areas: FigureTable
    topics: FigureTable
    funding: FigureTable
    months: FigureTable
    reasons: FigureTable

    def line(self, key: str) -> Told | None:
        """The line of this key; None where the report has none."""
        return next((each for each in self.lines if each.key == key), None)


Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Naming:
    """What the rows of each table are called, by code, in their order."""

    areas: Names = field(default_factory=dict)
    topics: Names = field(default_factory=dict)
    funds: Names = field(default_factory=dict)
    reasons: Names = field(default_factory=dict)


def figures(facts: Facts, period: Period, names: Naming, lines: Sequence[Line] = LINES) -> Figures:
    """What the rows come to. Names give each table its rows' order; a code that they have lost stands under itself at the end."""
    marked = {line.key: tuple(line.marks(facts, period)) for line in lines}
    told = tuple(
        Told(line.key, line.label, line.definition, line.unit, sum(mark.amount for mark in marked[line.key])) for line in lines
    )
    keys = tuple(line.key for line in lines)
    by_topic = tuple(line.key for line in lines if line.topics)
    by_month = tuple(line.key for line in lines if line.months)
    by_reason = tuple(line.key for line in lines if line.reasons)
    by_funds = tuple(line.key for line in lines if line.funding)
    return Figures(
        lines=told,
        areas=_table(keys, marked, lambda mark: (mark.area,), names.areas, sums=True, keep_all=True),
        topics=_table(by_topic, marked, lambda mark: mark.topics, names.topics),
        funding=_table(by_funds, marked, lambda mark: (mark.funding or NO_SOURCE,), names.funds, sums=True),
        months=_table(by_month, marked, lambda mark: (mark.month,), {month: month for month in period.months()}, keep_all=True),
        reasons=_table(by_reason, marked, lambda mark: (mark.reason or NO_SOURCE,), names.reasons, sums=True),
    )


def _table(
    keys: tuple[str, ...],
    marked: Mapping[str, Iterable[Mark]],
    groups: Callable[[Mark], Iterable[str]],
    names: Names,
    *,
    sums: bool = False,
    keep_all: bool = False,
) -> FigureTable:
    found = [totals(marked[key], groups) for key in keys]
    known = {code for each in found for code in each}
    order = [*names, *sorted(known - set(names))]
    rows = tuple(
        TableRow((code,), names.get(code, code), tuple(each.get(code, 0) for each in found))
        for code in order
        if keep_all or any(each.get(code) for each in found)
    )
    return FigureTable(keys, rows, tuple(sum(each.values()) for each in found) if sums else ())


def to_plain(found: Figures) -> dict[str, Any]:
    """As JSON can hold it."""
    return {
        "lines": [
            {
                "key": each.key, "label": to_json(each.label), "definition": to_json(each.definition), "unit": each.unit.value,
                "whole": each.whole,
            }
            for each in found.lines
        ],
        **{name: _table_to_plain(getattr(found, name)) for name in TABLES},
    }  # fmt: skip


def from_plain(plain: Mapping[str, Any]) -> Figures:
    """The inverse of `to_plain`."""
    return Figures(
        tuple(
            Told(each["key"], from_json(each["label"]), from_json(each["definition"]), Unit(each["unit"]), each["whole"])
            for each in plain["lines"]
        ),
        *(_table_from_plain(plain[name]) for name in TABLES),
    )


def _table_to_plain(table: FigureTable) -> dict[str, Any]:
    rows = [[list(row.codes), row.label, list(row.cells)] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows, "all": list(table.all)}


def _table_from_plain(plain: Mapping[str, Any]) -> FigureTable:
    rows = tuple(TableRow(tuple(codes), label, tuple(cells)) for codes, label, cells in plain["rows"])
    return FigureTable(tuple(plain["columns"]), rows, tuple(plain["all"]))
