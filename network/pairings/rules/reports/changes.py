"""What changed since a report was issued: logs are filled in late, and somebody who was told a number is told the new one."""

from collections.abc import Iterator
from dataclasses import dataclass

from network.pairings.rules.reports.figures import TABLES, Cell, Figures, FigureTable
from network.pairings.rules.reports.lines import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """A number that is another now. `where` is a row of a table, empty for the whole."""

    key: str
    where: str
    unit: Unit
    before: int
    now: int


def changes(before: Figures, now: Figures) -> tuple[Change, ...]:
    """What differs, of what both show: a number that either hides is not told by its change."""
    found = list(_changes_of_whole(before, now))
    for name in TABLES:
        found += _changes_of(getattr(before, name), getattr(now, name), now)
    return tuple(found)


def _changes_of_whole(before: Figures, now: Figures) -> Iterator[Change]:
    for line in now.lines:
        then = before.line(line.key)
        if then is not None and then.whole is not None and line.whole is not None and then.whole != line.whole:
            yield Change(line.key, "", line.unit, then.whole, line.whole)


def _changes_of(before: FigureTable, now: FigureTable, figures: Figures) -> Iterator[Change]:
    then, since = _cells(before), _cells(now)
    labels = {row.codes: row.label for table in (before, now) for row in table.rows}
    for codes, key in sorted(then.keys() | since.keys(), key=lambda each: (labels[each[0]], each[1])):
        line = figures.line(key)
        if line is None or not _told_of(before, now, codes, key):
            continue
        was, is_now = then.get((codes, key), 0), since.get((codes, key), 0)
        if was is not None and is_now is not None and was != is_now:
            yield Change(key, labels[codes], line.unit, was, is_now)


def _cells(table: FigureTable) -> dict[tuple[tuple[str, ...], str], Cell]:
    return {(row.codes, key): cell for row in table.rows for key, cell in zip(table.columns, row.cells, strict=True)}


def _told_of(before: FigureTable, now: FigureTable, codes: tuple[str, ...], key: str) -> bool:
    """Whether both tell it: the same column, and no row of either puts these codes together with others."""
    if key not in before.columns or key not in now.columns:
        return False
    return not any(set(codes) & set(row.codes) and codes != row.codes for table in (before, now) for row in table.rows)
