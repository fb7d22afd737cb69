"""Whoever lays two reports for outside beside each other, knows how they are made and tries every world, finds no small number.

The attacker has all small worlds: so many pairings in each region, so many that ended, so many that began. She makes both reports
of each, by the real rules, and keeps the worlds whose reports are those that she holds. A small number that is the same in all of
them was found out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

import pytest

from network.pairings.rules.reports.figures import Figures, Naming, figures
from network.pairings.rules.reports.outside import for_outside
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.reports.rows import Facts, PairingRow, SessionRow
from network.pairings.rules.small_numbers import LEAST
from network.pairings.rules.states import PairingState

SUMMER, AUTUMN = Period(date(2026, 6, 1), date(2026, 8, 31)), Period(date(2026, 9, 1), date(2026, 11, 30))
LONG_AGO, IN_SUMMER, IN_AUTUMN = date(2026, 1, 5), date(2026, 7, 1), date(2026, 10, 1)
AREAS = ("north", "coast")
MOST = 6
"""Pairings in a region: enough for small ones, large ones, and such as are put together."""


@dataclass(frozen=True, slots=True)
class Region:
    """Pairings that ran in summer, how many were completed and how many ended early then, and how many began in autumn."""

    ran: int
    completed: int
    early: int
    began: int

    @property
    def on(self) -> int:
        """Those that ran on into autumn."""
        return self.ran - self.completed - self.early

    @property
    def later(self) -> int:
        """Those that ran in autumn."""
        return self.on + self.began


World = tuple[Region, Region]
REGIONS = [
    Region(ran, completed, early, began)
    for ran in range(MOST + 1)
    for completed in range(ran + 1)
    for early in range(ran + 1 - completed)
    for began in range(MOST + 1 - ran + completed + early)
]


def rows_of(world: World) -> Iterator[PairingRow]:
    for area, region in zip(AREAS, world, strict=True):
        states = (*(PairingState.COMPLETED,) * region.completed, *(PairingState.ENDED_EARLY,) * region.early)
        for number, state in enumerate(states):
            yield PairingRow(f"{area}{number}", f"{area}{number}", area, state, LONG_AGO, IN_SUMMER)
        for number in range(region.on):
            yield PairingRow(f"{area} on {number}", f"{area} on {number}", area, PairingState.ACTIVE, LONG_AGO)
        for number in range(region.began):
            yield PairingRow(f"{area} new {number}", f"{area} new {number}", area, PairingState.ACTIVE, IN_AUTUMN)


SEEN: dict[tuple[object, ...], int] = {}


def seen(found: Figures) -> int:
    """All that stands on the page, as a number that is the same for the same page."""
    page = tuple((line.key, line.whole) for line in found.lines), found.areas, found.months, found.reasons
    return SEEN.setdefault(page, len(SEEN))


@cache
def summer_of(first: tuple[int, int], second: tuple[int, int]) -> int:
    """The report of summer hangs on who ran and who was completed: who ended early is told nowhere."""
    return seen(report((Region(*first, 0, 0), Region(*second, 0, 0)), SUMMER))


@cache
def autumn_of(first: tuple[int, int], second: tuple[int, int]) -> int:
    """That of autumn hangs on who ran on and who began."""
    return seen(report((Region(first[0], 0, 0, first[1]), Region(second[0], 0, 0, second[1])), AUTUMN))


def report(world: World, period: Period) -> Figures:
    rows = tuple(rows_of(world))
    return for_outside(figures(Facts(rows, (), ()), period, Naming({area: area for area in AREAS})))


def held(world: World) -> tuple[int, int]:
    """The two reports that the attacker holds."""
    one, two = world
    return summer_of((one.ran, one.completed), (two.ran, two.completed)), autumn_of((one.on, one.began), (two.on, two.began))


def secrets(world: World) -> tuple[int, ...]:
    """What must not be found out where it is small: who ran in a region, and what happened in the province."""
    one, two = world
    return (
        one.ran, two.ran, one.later, two.later, one.ran + two.ran, one.later + two.later, one.completed + two.completed,
        one.early + two.early, one.on + two.on, one.began + two.began,
    )  # fmt: skip


def test_no_small_number_is_found_out_from_two_reports_that_follow_each_other() -> None:
    worlds = list(product(REGIONS, REGIONS))
    possible: defaultdict[tuple[int, int], list[set[int]]] = defaultdict(lambda: [set() for _ in secrets(worlds[0])])
    for world in worlds:
        for known, number in zip(possible[held(world)], secrets(world), strict=True):
            known.add(number)
    found_out = [known for each in possible.values() for known in each if len(known) == 1 and 0 < min(known) < LEAST]
    assert not found_out, f"{len(found_out)}, such as {found_out[0]}"


def test_what_ended_early_changes_nothing_that_is_told() -> None:
    """So the attacker may leave it out of the report of summer."""
    world = (Region(6, 1, 2, 0), Region(6, 4, 1, 0))
    plain = tuple(Region(region.ran, region.completed, 0, 0) for region in world)
    assert seen(report(world, SUMMER)) == seen(report((plain[0], plain[1]), SUMMER))


@pytest.mark.parametrize(
    ("ran", "completed", "told"),
    [(12, 5, 5), (12, 7, 7), (12, 4, None), (12, 8, None), (5, 5, 5), (9, 0, 0), (9, 5, None), (3, 3, None), (0, 0, 0)],
)
def test_how_many_were_completed_is_told_for_the_province_where_neither_it_nor_the_rest_is_small(
    ran: int, completed: int, told: int | None
) -> None:
    found = report((Region(ran, completed, 0, 0), Region(0, 0, 0, 0)), SUMMER)
    line = found.line("completed")
    assert line is not None
    assert line.whole == told
    assert "completed" not in found.areas.columns


def test_what_was_completed_stays_hidden_where_a_report_of_the_same_days_hid_it() -> None:
    before = report((Region(12, 4, 0, 0), Region(0, 0, 0, 0)), SUMMER)
    rows = tuple(rows_of((Region(12, 6, 0, 0), Region(0, 0, 0, 0))))
    found = for_outside(figures(Facts(rows), SUMMER, Naming({area: area for area in AREAS})), before)
    line = found.line("completed")
    assert line is not None
    assert line.whole is None


def logged(spread: tuple[int, ...]) -> Figures:
    """The report of summer with as many sessions of each pairing; there are nine in each region, the first of each by turns."""
    rows = tuple(
        PairingRow(f"{area}{number}", f"{area}{number}", area, PairingState.ACTIVE, LONG_AGO)
        for number in range(9)
        for area in AREAS
    )
    held = tuple(
        SessionRow(row.id, IN_SUMMER, 60, True, topics=("t",), funding="own")
        for row, times in zip(rows, spread, strict=False)
        for _ in range(times)
    )
    return for_outside(figures(Facts(rows, held, ()), SUMMER, Naming({area: area for area in AREAS})))


def test_how_many_pairings_met_is_not_found_out_from_how_many_sessions_there_were() -> None:
    """The attacker tries every way in which up to six sessions may lie on the first four pairings of two regions."""
    possible: defaultdict[tuple[object, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(3)])
    for spread in product(range(7), repeat=4):
        if sum(spread) > 6:
            continue
        found = logged(spread)
        page = tuple((line.key, line.whole) for line in found.lines), found.areas, found.topics, found.funding, found.months
        met = [sum(1 for times in some if times) for some in (spread, spread[::2], spread[1::2])]
        for known, number in zip(possible[page], met, strict=True):
            known.add(number)
    found_out = [known for each in possible.values() for known in each if len(known) == 1 and 0 < min(known) < LEAST]
    assert not found_out, f"{len(found_out)}, such as {found_out[0]}"


@pytest.mark.parametrize("sessions", [1, 2, 3, 5])
def test_one_or_two_sessions_are_told_by_nothing(sessions: int) -> None:
    found = logged((sessions,))
    of_sessions = ("sessions", "visits", "hours")
    told = [key for key in of_sessions if (line := found.line(key)) is not None and line.whole is not None]
    assert bool(told) is (sessions > 2)
    assert bool(set(of_sessions) & set(found.areas.columns)) is (sessions > 2)
    for table in (found.topics, found.funding, found.months):
        assert bool(table.rows) is (sessions > 2)
