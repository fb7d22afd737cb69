"""What a report counts: each line by its definition, tables that add up, changes, and what is told outside."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Invalid
from network.pairings.rules.reports.changes import Change, changes
from network.pairings.rules.reports.figures import Figures, Naming, figures, from_plain, to_plain
from network.pairings.rules.reports.lines import LINES, Unit
from network.pairings.rules.reports.outside import for_outside
from network.pairings.rules.reports.periods import Period, insist_period, offered
from network.pairings.rules.reports.rows import (
    CircleRow,
    CircleSessionRow,
    Facts,
    GoalRow,
    InCircleRow,
    LookRow,
    PairingRow,
    SessionRow,
    WaitingRow,
)
from network.pairings.rules.states import PairingState

AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 30))
AREAS = {"north": "North", "coast": "Coast", "valley": "Valley"}
NAMES = Naming(AREAS, {"t1": "One", "t2": "Two"}, {"own": "Own"}, {"moved": "Moved on"})


def day(text: str) -> date:
    return date.fromisoformat(text)


def pairing(id: str, began: str, ended: str | None = None, area: str = "north", state: str = "") -> PairingRow:
    where = PairingState(state or ("completed" if ended else "active"))
    return PairingRow(id, f"mentee of {id}", area, where, day(began), day(ended) if ended else None)


def told(*pairings: PairingRow, sessions: tuple[SessionRow, ...] = (), waiting: tuple[WaitingRow, ...] = ()) -> Figures:
    return figures(Facts(pairings, sessions, waiting), AUTUMN, NAMES)


def whole(found: Figures) -> dict[str, int | None]:
    return {line.key: line.whole for line in found.lines if line.whole}


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (pairing("p", "2026-12-01"), set()),
        (pairing("p", "2026-11-30"), {"ran", "begun", "running"}),
        (pairing("p", "2026-09-01"), {"ran", "begun", "running"}),
        (pairing("p", "2026-08-31"), {"ran", "running"}),
        (pairing("p", "2026-01-01", "2026-08-31"), set()),
        (pairing("p", "2026-01-01", "2026-09-01"), {"ran", "completed"}),
        (pairing("p", "2026-10-01", "2026-11-30", state="ended-early"), {"ran", "begun", "ended-early"}),
        (pairing("p", "2026-10-01", "2026-12-01"), {"ran", "begun", "running"}),
        (pairing("p", "2026-10-01", state="paused"), {"ran", "begun", "running"}),
    ],
)
def test_pairings_are_counted_by_their_days(row: PairingRow, counted: set[str]) -> None:
    assert whole(told(row)) == dict.fromkeys(counted, 1)


def test_sessions_are_counted_by_their_day_with_all_that_funders_ask() -> None:
    logged = SessionRow("p", day("2026-09-01"), 90, True, 30, 200, 310, 4250, "own", ("t1", "t2"))
    found = told(
        pairing("p", "2026-08-01"),
        sessions=(logged, SessionRow("p", day("2026-11-30"), 45, topics=("t1",)), SessionRow("p", day("2026-12-01"), 500)),
    )
    assert whole(found) == {
        "ran": 1, "running": 1, "met": 1, "sessions": 2, "visits": 1, "hours": 135, "in-kind": 30, "travel": 200,
        "kilometres": 310, "cost": 4250,
    }  # fmt: skip
    assert [(row.label, row.cells) for row in found.topics.rows] == [
        ("One", (2, 1, 135, 0, 0, 0, 0)),
        ("Two", (1, 1, 90, 0, 0, 0, 0)),
    ]
    assert found.topics.all == ()
    assert [(row.label, row.cells[0], row.cells[-1]) for row in found.funding.rows] == [("Own", 1, 4250), ("-", 1, 0)]


def test_who_waits_is_not_served_unless_a_pairing_runs_on_the_last_day() -> None:
    def waits(id: str, since: str | None) -> WaitingRow:
        return WaitingRow(id, "coast", day(since) if since else None, ("t2",))

    found = told(
        pairing("p", "2026-10-01"),
        pairing("q", "2026-10-01", "2026-11-30"),
        waiting=(
            waits("a", None),
            waits("b", "2026-11-30"),
            waits("c", "2026-12-01"),
            waits("mentee of p", None),
            waits("mentee of q", None),
        ),
    )
    assert whole(found)["unserved"] == 3
    assert [row.cells[-1] for row in found.areas.rows] == [0, 3, 0]
    assert [row.cells[-1] for row in found.topics.rows] == [3]


def test_goals_services_and_gaps_are_counted_where_they_were_reached() -> None:
    goals = (
        GoalRow("p", "t1", day("2026-10-01"), True),
        GoalRow("p", "t2", day("2026-11-30")),
        GoalRow("p", "t2", day("2026-12-01")),
    )
    looks = (
        LookRow("p", "t1", day("2026-06-01"), 1), LookRow("p", "t1", day("2026-09-01"), 3),
        LookRow("p", "t1", day("2026-12-09"), 4),
        LookRow("p", "t2", day("2026-09-01"), 2), LookRow("p", "t2", day("2026-11-01"), 1),
        LookRow("q", "t2", day("2026-11-01"), 4),
    )  # fmt: skip
    facts = Facts((pairing("p", "2026-05-01"),), goals=goals, looks=looks)
    found = figures(facts, AUTUMN, NAMES)
    assert {key: whole(found)[key] for key in ("goals", "services", "steps")} == {"goals": 2, "services": 1, "steps": 1}
    at = found.topics.columns.index("steps")
    assert [row.cells[at] for row in found.topics.rows] == [2, -1]


@pytest.mark.parametrize(
    ("began", "ended", "number"),
    [
        ("2026-12-01", None, None), ("2026-11-30", None, 1), ("2026-01-01", "2026-09-01", 1), ("2026-01-01", "2026-08-31", None),
        ("2026-01-01", None, 1),
    ],
)  # fmt: skip
def test_circles_are_counted_by_their_days_and_who_was_in_two_once(began: str, ended: str | None, number: int | None) -> None:
    since, until = day(began), day(ended) if ended else None
    rows = (InCircleRow("a", "coast", since, until), InCircleRow("a", "coast", since, until))
    met = (CircleSessionRow("north", day("2026-09-01"), 90), CircleSessionRow("north", day("2026-12-01"), 60))
    found = figures(Facts(circles=(CircleRow("north", since, until),), in_circles=rows, circle_sessions=met), AUTUMN, NAMES)
    assert (whole(found).get("circles"), whole(found).get("in-circles")) == (number, number)
    assert (whole(found)["circle-sessions"], whole(found)["circle-hours"]) == (1, 90)
    outside = for_outside(found)
    assert not {"circles", "in-circles", "circle-sessions"} & set(outside.areas.columns)
    assert outside.line("in-circles") is None  # they are among those not served, whose small number is hidden


def test_what_ended_early_is_told_by_its_reason_and_not_outside() -> None:
    ended = [pairing(str(number), "2026-09-02", "2026-10-01", state="ended-early") for number in range(3)]
    found = told(replace(ended[0], ended_why="moved"), replace(ended[1], ended_why="moved"), ended[2])
    assert [(row.label, row.cells) for row in found.reasons.rows] == [("Moved on", (2,)), ("-", (1,))]
    assert not for_outside(found).reasons.rows


def test_every_line_has_its_definition() -> None:
    assert len({line.key for line in LINES}) == len(LINES)
    assert all(str(line.definition).endswith(".") and len(str(line.definition).split(". ")[0].split()) <= 20 for line in LINES)


def network(seed: int) -> Facts:
    """A network of some size that grew by chance; the same seed gives the same."""
    chance, pairings, sessions = Random(seed), [], []
    for number in range(chance.choice([0, 2, 8, 25])):
        began = date(2026, 8, 1) + timedelta(days=chance.randrange(150))
        ended = began + timedelta(days=chance.randrange(90)) if chance.random() < 0.4 else None
        state = chance.choice(["completed", "ended-early"] if ended else ["trial", "active", "paused"])
        area = chance.choice([*AREAS, "valley", "valley"])
        pairings.append(PairingRow(number, f"m{number}", area, PairingState(state), began, ended))
        for _ in range(chance.randrange(3)):
            held = began + timedelta(days=chance.randrange((ended - began).days + 1 if ended else 100))
            topics = tuple(chance.sample(["t1", "t2", "lost"], chance.randrange(3)))
            sessions.append(SessionRow(number, held, chance.randrange(1, 300), chance.random() < 0.3, topics=topics))
    waiting = [WaitingRow(f"w{number}", chance.choice(list(AREAS))) for number in range(chance.choice([0, 3, 12]))]
    return Facts(tuple(pairings), tuple(sessions), tuple(waiting))


NETWORKS = st.integers(0, 2**32).map(network)


def of(facts: Facts) -> Figures:
    return figures(facts, AUTUMN, NAMES)


@given(NETWORKS)
def test_tables_add_up_and_survive_being_kept(facts: Facts) -> None:
    found = of(facts)
    for table in (found.areas, found.funding):
        for at, key in enumerate(table.columns):
            line = found.line(key)
            assert line is not None
            assert line.whole == table.all[at] == sum(row.cells[at] or 0 for row in table.rows)
    counted = {line.key: line.whole or 0 for line in found.lines}
    assert counted["ran"] == counted["completed"] + counted["ended-early"] + counted["running"]
    assert counted["met"] <= counted["ran"]
    assert from_plain(to_plain(found)) == found


@given(NETWORKS)
def test_outside_no_small_area_is_told(facts: Facts) -> None:
    inside, found = of(facts), for_outside(of(facts))
    assert not {"running", "begun", "ended-early"} & {line.key for line in found.lines}
    whole_of = inside.line("sessions")
    assert whole_of is not None
    has_few = 0 < (whole_of.whole or 0) < 3
    for key in ("ran", "unserved") if has_few else ("ran", "met", "unserved"):
        at = found.areas.columns.index(key)
        line = found.line(key)
        assert line is not None
        shown = [row.cells[at] for row in found.areas.rows]
        assert not any(cell is not None and 0 < cell < 5 for cell in [*shown, line.whole])
        assert line.whole == found.areas.all[at]
    assert "unserved" not in found.topics.columns
    if has_few:
        assert "sessions" not in found.areas.columns
        return
    sessions = [row.cells[found.areas.columns.index("sessions")] for row in found.areas.rows]
    assert sum(cell or 0 for cell in sessions) == whole_of.whole


@given(NETWORKS, NETWORKS)
def test_outside_a_later_report_tells_nothing_apart_and_shows_nothing_that_was_hidden(then: Facts, now: Facts) -> None:
    first = for_outside(of(then))
    second = for_outside(of(now), first)
    at = first.areas.columns.index("ran")
    hidden = {code for row in first.areas.rows if row.cells[at] is None for code in row.codes}
    assert all(row.cells[at] is None for row in second.areas.rows if hidden & set(row.codes))
    for row in first.areas.rows:
        assert any(set(row.codes) <= set(each.codes) for each in second.areas.rows)


def test_small_areas_are_put_together_before_a_number_is_hidden() -> None:
    many = [pairing(f"v{number}", "2026-09-02", area="valley") for number in range(6)]
    found = for_outside(told(*many, pairing("a", "2026-09-02"), pairing("b", "2026-09-02", area="coast")))
    assert [(row.label, row.cells[0]) for row in found.areas.rows] == [("North, Coast, Valley", 8)]


def test_what_changed_is_told_of_what_both_show() -> None:
    before = told(pairing("p", "2026-09-02"))
    now = told(pairing("p", "2026-09-02"), sessions=(SessionRow("p", day("2026-10-01"), 60, topics=("t1",)),))
    found = changes(before, now)
    assert Change("sessions", "", Unit.COUNT, 0, 1) in found
    assert Change("hours", "North", Unit.MINUTES, 0, 60) in found
    assert Change("hours", "One", Unit.MINUTES, 0, 60) in found
    assert not changes(before, before)
    hidden = for_outside(before)
    assert not [change for change in changes(hidden, for_outside(now, hidden)) if change.key == "ran"]


def test_what_is_told_together_now_is_not_compared() -> None:
    many = [pairing(f"n{number}", "2026-09-02") for number in range(6)] + [
        pairing(f"c{number}", "2026-09-02", area="coast") for number in range(5)
    ]
    first = for_outside(told(*many))
    second = for_outside(told(*many[:7]), first)
    assert not [change for change in changes(first, second) if change.where]


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("2026-02-01", "2026-01-31", "last"), ("1999-12-31", "2026-01-01", "first"), ("2010-01-01", "2026-01-01", "last")],
)
def test_what_is_no_period_is_refused(first: str, last: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        insist_period(day(first), day(last))
    assert refusal.value.field == field


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_the_periods_that_are_offered_touch_and_hold_today(today: date) -> None:
    by_name = dict(offered(today))
    assert all(by_name[name].holds(today) for name in ("quarter", "fiscal", "year"))
    for name in ("quarter", "fiscal"):
        assert by_name[f"last-{name}"].last + timedelta(days=1) == by_name[name].first
    assert (by_name["fiscal"].first.month, by_name["fiscal"].last.month, by_name["fiscal"].last.day) == (4, 3, 31)
    assert insist_period(by_name["year"].first, by_name["year"].last) == by_name["year"]


def test_months_of_a_period_are_told_with_those_in_which_nothing_was() -> None:
    assert Period(day("2026-11-30"), day("2027-02-01")).months() == ("2026-11", "2026-12", "2027-01", "2027-02")
    found = told(pairing("p", "2026-09-02"), sessions=(SessionRow("p", day("2026-10-31"), 60),))
    assert [(row.label, row.cells) for row in found.months.rows] == [
        ("2026-09", (0, 0, 0)), ("2026-10", (1, 0, 60)), ("2026-11", (0, 0, 0)),
    ]  # fmt: skip
