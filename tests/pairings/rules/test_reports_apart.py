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
    """Pairings that ran in summer, how many of them ended then, and how many began in autumn."""

    ran: int
    ended: int
    began: int

    @property
    def later(self) -> int:
        """Those that ran in autumn."""
        return self.ran - self.ended + self.began


World = tuple[Region, Region]
REGIONS = [
    Region(ran, ended, began) for ran in range(MOST + 1) for ended in range(ran + 1) for began in range(MOST + 1 - ran + ended)
]


def rows_of(world: World) -> Iterator[PairingRow]:
    for area, region in zip(AREAS, world, strict=True):
        for number in range(region.ran):
            is_over = number < region.ended
            state = PairingState.COMPLETED if is_over else PairingState.ACTIVE
            yield PairingRow(f"{area}{number}", area + str(number), area, state, LONG_AGO, IN_SUMMER if is_over else None)
        for number in range(region.began):
            yield PairingRow(f"{area} new{number}", f"{area} {number}", area, PairingState.ACTIVE, IN_AUTUMN)


def seen(found: Figures) -> tuple[object, ...]:
    """All that stands on the page."""
    return tuple((line.key, line.whole) for line in found.lines), found.areas, found.months, found.reasons


@cache
def summer_of(numbers: tuple[tuple[int, int], ...]) -> tuple[object, ...]:
    """The report of summer hangs on who ran and who ended."""
    return seen(report((Region(*numbers[0], 0), Region(*numbers[1], 0)), SUMMER))


@cache
def autumn_of(numbers: tuple[tuple[int, int], ...]) -> tuple[object, ...]:
    """That of autumn hangs on who ran on and who began."""
    return seen(report((Region(numbers[0][0], 0, numbers[0][1]), Region(numbers[1][0], 0, numbers[1][1])), AUTUMN))


def report(world: World, period: Period) -> Figures:
    rows = tuple(rows_of(world))
    return for_outside(figures(Facts(rows, (), ()), period, Naming({area: area for area in AREAS})))


def held(world: World) -> tuple[object, ...]:
    """The two reports that the attacker holds."""
    first = summer_of(tuple((region.ran, region.ended) for region in world))
    return first, autumn_of(tuple((region.ran - region.ended, region.began) for region in world))


def test_no_small_number_of_a_region_is_found_out_from_two_reports_that_follow_each_other() -> None:
    possible: defaultdict[tuple[object, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(4)])
    worlds = list(product(REGIONS, REGIONS))
    for world in worlds:
        numbers = [number for region in world for number in (region.ran, region.later)]
        for known, number in zip(possible[held(world)], numbers, strict=True):
            known.add(number)
    found_out = [
        (world, known)
        for world in worlds
        for number, known in zip((n for region in world for n in (region.ran, region.later)), possible[held(world)], strict=True)
        if 0 < number < LEAST and len(known) == 1
    ]
    assert not found_out, f"{len(found_out)}, such as {found_out[0]}"


@pytest.mark.parametrize("sessions", [1, 2, 4, 5])
def test_how_many_pairings_met_is_not_found_out_from_how_many_sessions_there_were(sessions: int) -> None:
    """One session is of one pairing: where that number is hidden, so is this one, by whatever it is told."""
    pairings = tuple(PairingRow(str(number), f"m{number}", "north", PairingState.ACTIVE, LONG_AGO) for number in range(9))
    logged = tuple(SessionRow("0", IN_SUMMER, 60, True, topics=("t",), funding="own") for _ in range(sessions))
    found = for_outside(figures(Facts(pairings, logged, ()), SUMMER, Naming({area: area for area in AREAS})))
    of_sessions = ("sessions", "visits", "hours")
    told = [key for key in of_sessions if (line := found.line(key)) is not None and line.whole is not None]
    assert bool(told) is (sessions >= LEAST)
    assert bool(set(of_sessions) & set(found.areas.columns)) is (sessions >= LEAST)
    for table in (found.topics, found.funding, found.months):
        assert bool(table.rows) is (sessions >= LEAST)
