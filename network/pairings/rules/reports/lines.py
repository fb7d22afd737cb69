"""The lines of a report: what each counts, and the sentence that stands beside it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from network.kernel.words import Words, words
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.reports.rows import CircleSessionRow, Facts, PairingRow, SessionRow
from network.pairings.rules.states import PairingState


class Unit(StrEnum):
    """What an amount is made of."""

    COUNT = "count"
    MINUTES = "minutes"
    KILOMETRES = "km"
    CENTS = "cents"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is counted: how much, where, about what, from which funds."""

    amount: int
    area: str
    topics: tuple[str, ...] = ()
    funding: str | None = None
    month: str = ""
    reason: str = ""


Marks = Iterator[Mark]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report. `topics`, `funding`, `months`, `reasons`: it is told by these too.

    In a report that leaves the network: `by_area_outside`, it is told by area; `names`, a small number of it would tell of which
    organizations it is, so it is hidden.
    """

    key: str
    label: Words
    definition: Words
    marks: Callable[[Facts, Period], Marks]
    unit: Unit = Unit.COUNT
    topics: bool = False
    funding: bool = False
    months: bool = False
    reasons: bool = False
    by_area_outside: bool = True
    names: bool = False


def _all_ran(facts: Facts, period: Period) -> Iterator[PairingRow]:
    for row in facts.pairings:
        if row.began_on <= period.last and (row.ended_on is None or row.ended_on >= period.first):
            yield row


def _ran(facts: Facts, period: Period) -> Marks:
    return (Mark(1, row.area) for row in _all_ran(facts, period))


def _running(facts: Facts, period: Period) -> Marks:
    return (Mark(1, row.area) for row in facts.pairings if row.runs_on(period.last))


def _begun(facts: Facts, period: Period) -> Marks:
    return (Mark(1, row.area) for row in facts.pairings if period.holds(row.began_on))


def _ended(state: PairingState) -> Callable[[Facts, Period], Marks]:
    def marks(facts: Facts, period: Period) -> Marks:
        ended = (row for row in facts.pairings if row.state is state and period.holds(row.ended_on))
        return (Mark(1, row.area, reason=row.ended_why or "") for row in ended)

    return marks


def _met(facts: Facts, period: Period) -> Marks:
    met = {row.pairing_id for row in facts.sessions if period.holds(row.held_on)}
    return (Mark(1, row.area) for row in facts.pairings if row.id in met)


def _each(amount: Callable[[SessionRow], int]) -> Callable[[Facts, Period], Marks]:
    def marks(facts: Facts, period: Period) -> Marks:
        areas: Mapping[Hashable, str] = {row.id: row.area for row in facts.pairings}
        for row in facts.sessions:
            if (much := amount(row)) and period.holds(row.held_on) and row.pairing_id in areas:
                yield Mark(much, areas[row.pairing_id], row.topics, row.funding, row.held_on.isoformat()[:7])

    return marks


def _goals(*, only_services: bool) -> Callable[[Facts, Period], Marks]:
    def marks(facts: Facts, period: Period) -> Marks:
        areas: Mapping[Hashable, str] = {row.id: row.area for row in facts.pairings}
        for row in facts.goals:
            if period.holds(row.reached_on) and row.pairing_id in areas and (row.begins_service or not only_services):
                yield Mark(1, areas[row.pairing_id], (row.topic,))

    return marks


def _steps(facts: Facts, period: Period) -> Marks:
    areas: Mapping[Hashable, str] = {row.id: row.area for row in facts.pairings}
    before: dict[tuple[Hashable, str], int] = {}
    for row in sorted(facts.looks, key=lambda row: row.looked_on):
        then = before.get((row.pairing_id, row.topic))
        before[row.pairing_id, row.topic] = row.level
        if then is not None and period.holds(row.looked_on) and row.pairing_id in areas:
            yield Mark(row.level - then, areas[row.pairing_id], (row.topic,))


def _unserved(facts: Facts, period: Period) -> Marks:
    served = {row.mentee_id for row in facts.pairings if row.runs_on(period.last)}
    for row in facts.waiting:
        if row.id not in served and (row.since is None or row.since <= period.last):
            yield Mark(1, row.area, row.wants)


def _circles(facts: Facts, period: Period) -> Marks:
    return (Mark(1, row.area) for row in facts.circles if period.touches(row.began_on, row.ended_on))


def _in_circles(facts: Facts, period: Period) -> Marks:
    areas = {row.id: row.area for row in facts.in_circles if period.touches(row.since, row.until)}
    return (Mark(1, area) for area in areas.values())


def _circle_sessions(amount: Callable[[CircleSessionRow], int]) -> Callable[[Facts, Period], Marks]:
    return lambda facts, period: (Mark(amount(row), row.area) for row in facts.circle_sessions if period.holds(row.held_on))


LINES: tuple[Line, ...] = (
    Line(
        "ran", words("Pairings"), words("Pairings that ran on at least one day of the period."), _ran, names=True
    ),
    Line(
        "begun", words("Begun"), words("Pairings whose first day lies in the period."), _begun, by_area_outside=False
    ),
    Line(
        "completed", words("Completed"), words("Pairings that reached their end in the period."),
        _ended(PairingState.COMPLETED), by_area_outside=False,
    ),
    Line(
        "ended-early", words("Ended early"), words("Pairings that ended in the period before they were completed."),
        _ended(PairingState.ENDED_EARLY), reasons=True, by_area_outside=False,
    ),
    Line(
        "running", words("Run at the end"), words("Pairings that had begun, and had not ended, on the last day of the period."),
        _running, by_area_outside=False,
    ),
    Line(
        "met", words("Met"), words("Pairings with at least one session logged in the period."), _met, names=True
    ),
    Line(
        "sessions", words("Sessions"), words("Meetings that a pairing’s log holds, by their day. A visit is one too."),
        _each(lambda row: 1), topics=True, funding=True, months=True,
    ),
    Line(
        "visits", words("Visits"), words("Sessions for which somebody went there."), _each(lambda row: int(row.is_visit)),
        topics=True, funding=True, months=True,
    ),
    Line(
        "hours", words("Hours of sessions"), words("The length of the sessions, without travel, once for both sides together."),
        _each(lambda row: row.minutes), Unit.MINUTES, topics=True, funding=True, months=True,
    ),
    Line(
        "in-kind", words("Hours in kind"), words("Other time that was given and not paid for: preparing and writing up."),
        _each(lambda row: row.in_kind_minutes), Unit.MINUTES, funding=True,
    ),
    Line(
        "travel", words("Hours of travel"), words("Time on the road for sessions, as it was logged."),
        _each(lambda row: row.travel_minutes), Unit.MINUTES, funding=True,
    ),
    Line(
        "kilometres", words("Kilometres"), words("The way to sessions and back, as it was logged."),
        _each(lambda row: row.travel_km), Unit.KILOMETRES, funding=True,
    ),
    Line(
        "cost", words("Cost of travel"), words("Dollars for travel to sessions, as they were logged."),
        _each(lambda row: row.travel_cents), Unit.CENTS, funding=True,
    ),
    Line(
        "goals", words("Goals reached"), words("Goals that pairings said, in the period, they had reached."),
        _goals(only_services=False), topics=True,
    ),
    Line(
        "services", words("Services begun"), words("Reached goals that name the service that began in a community by them."),
        _goals(only_services=True), topics=True,
    ),
    Line(
        "steps", words("Steps of gaps closed"),
        words("Steps up a topic, from one look at the needs to the next, which lies in the period. Steps down are taken off."),
        _steps, topics=True,
    ),
    Line(
        "circles", words("Circles"), words("Circles that ran on at least one day of the period, by where their host is."),
        _circles, by_area_outside=False,
    ),
    Line(
        "in-circles", words("Organizations in circles"),
        words("Organizations that were in a circle on at least one day of the period, each once, without hosts."),
        _in_circles, by_area_outside=False,
    ),
    Line(
        "circle-sessions", words("Meetings of circles"),
        words("Meetings that a circle’s log holds, by their day. They are no sessions of a pairing."),
        _circle_sessions(lambda row: 1), by_area_outside=False,
    ),
    Line(
        "circle-hours", words("Hours of circles"), words("The length of meetings of circles, once for all who came."),
        _circle_sessions(lambda row: row.minutes), Unit.MINUTES, by_area_outside=False,
    ),
    Line(
        "unserved", words("Not served"),
        words("Organizations that wait for a mentor today, waited on the last day, and had no pairing then."),
        _unserved, topics=True, names=True,
    ),
)  # fmt: skip
"""In their order on the page. What another table of this room can tell joins with its rows in `Facts` and its line here."""

TARGETS = ("ran", "sessions", "visits", "hours")
"""The lines for which a report may name a target."""


def totals(marks: Iterable[Mark], groups: Callable[[Mark], Iterable[str]]) -> dict[str, int]:
    """What marks come to by group; a mark of two groups counts in both."""
    found: dict[str, int] = {}
    for mark in marks:
        for group in groups(mark):
            found[group] = found.get(group, 0) + mark.amount
    return found
