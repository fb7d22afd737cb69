"""A report that leaves the network: small areas are put together, then what is still small is hidden."""

from collections.abc import Sequence
from dataclasses import replace

from network.pairings.rules.reports.figures import Cell, Figures, FigureTable, TableRow
from network.pairings.rules.reports.lines import LINES
from network.pairings.rules.small_numbers import LEAST, Area, Published, merged, publish

_INSIDE = {"running", "in-circles", "begun", "ended-early"}
"""With the number of pairings, these tell how many ran on into the period that follows: from two reports one after the other, a
number that either hides would be found out. Run at the end, and those in circles, would give one away in a single report."""
_COMPLETED = "completed"
_OF_SESSIONS = {"met", "sessions", "visits", "hours", "in-kind", "travel", "kilometres", "cost"}
_FEWEST_SESSIONS = 3
_BY_AREA = {line.key for line in LINES if line.by_area_outside}
_NAMES = {line.key for line in LINES if line.names}


def for_outside(found: Figures, before: Figures | None = None) -> Figures:
    """The figures as somebody outside may read them; `before` is the report of the same period that went out last."""
    areas = _areas(found.areas, before.areas if before else None)
    hidden = {key for key, cell in zip(areas.columns, areas.all, strict=True) if cell is None}
    if not _tells_completed(found, before):
        hidden.add(_COMPLETED)
    left_out = _INSIDE | (_OF_SESSIONS if _has_few_sessions(found) else set())
    lines = tuple(replace(line, whole=None) if line.key in hidden else line for line in found.lines if line.key not in left_out)
    return replace(
        found,
        lines=lines,
        areas=_without(areas, left_out, keep_all=True),
        topics=_without(found.topics, _NAMES | left_out),
        funding=_without(found.funding, left_out),
        months=_without(found.months, left_out),
        reasons=FigureTable((), ()),
    )


def _tells_completed(found: Figures, before: Figures | None) -> bool:
    """Whether the number of those completed in the province may be told: neither it nor the rest of all pairings is small.

    Then a reader who knows how many ran in the period that follows can't work out how many ended early, ran on or began.
    """
    then = before.line(_COMPLETED) if before else None
    ran, completed = _whole(found, "ran"), _whole(found, _COMPLETED)
    is_small = any(0 < number < LEAST for number in (completed, ran - completed))
    return not is_small and (then is None or then.whole is not None)


def _has_few_sessions(found: Figures) -> bool:
    """No more pairings met than there were sessions, and one session is of one pairing.

    So neither one nor two are told: whoever sees that they are left out doesn't know which. Of three nobody knows how many met.
    """
    return 0 < _whole(found, "sessions") < _FEWEST_SESSIONS


def _whole(found: Figures, key: str) -> int:
    line = found.line(key)
    return (line.whole or 0) if line is not None else 0


def _without(table: FigureTable, keys: set[str], *, keep_all: bool = False) -> FigureTable:
    """The table without these columns; rows in which nothing is left go too, unless all are kept."""
    kept = [at for at, key in enumerate(table.columns) if key not in keys]
    rows = (replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return FigureTable(
        tuple(table.columns[at] for at in kept),
        tuple(row for row in rows if keep_all or any(row.cells)),
        tuple(table.all[at] for at in kept) if table.all else (),
    )


def _areas(table: FigureTable, before: FigureTable | None) -> FigureTable:
    by_code = {row.codes[0]: row for row in table.rows}
    at = [place for place, key in enumerate(table.columns) if key in _NAMES]
    counts = {code: tuple(row.cells[place] or 0 for place in at) for code, row in by_code.items()}
    groups = merged(counts, [row.codes for row in before.rows] if before else ())
    kept = [key for key in table.columns if key in _BY_AREA]
    columns = [_column(table, by_code, groups, key, before) for key in kept]
    rows = tuple(
        TableRow(codes, ", ".join(by_code[code].label for code in codes), tuple(column.cells[place] for column in columns))
        for place, codes in enumerate(groups)
    )
    return FigureTable(tuple(kept), rows, tuple(column.total for column in columns))


def _column(
    table: FigureTable, by_code: dict[str, TableRow], groups: Sequence[Area], key: str, before: FigureTable | None
) -> Published:
    place = table.columns.index(key)
    numbers = [sum(by_code[code].cells[place] or 0 for code in codes) for codes in groups]
    if key not in _NAMES:
        return Published(tuple(numbers), sum(numbers))
    then = _then(before, key)
    carried = {at for at, codes in enumerate(groups) if any(then.get(code, 0) is None for code in codes)}
    was_hidden = before is not None and key in before.columns and before.all[before.columns.index(key)] is None
    return publish(numbers, carried, total_was_hidden=was_hidden)


def _then(before: FigureTable | None, key: str) -> dict[str, Cell]:
    """What the report before said by region in this column."""
    if before is None or key not in before.columns:
        return {}
    place = before.columns.index(key)
    return {code: row.cells[place] for row in before.rows for code in row.codes}
