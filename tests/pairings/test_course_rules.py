"""Which changes a pairing takes in which state, what lets it down, and when its sides are asked: truth tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.pairings.rules.changes import CHANGE_WORDS, Change, Standing, allowed, let_down_by, problem_with_day
from network.pairings.rules.checks import ANSWER_WORDS, MOMENT_WORDS, CheckAnswer, CheckMoment, Course, due, newest
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState

TODAY = date(2026, 11, 26)
BEGAN = date(2026, 1, 1)
PAUSE, RESUME, EXTEND, COMPLETE, END = Change
FIRST, MONTH, MIDPOINT, CLOSING = CheckMoment
COURSE = Course(PairingState.ACTIVE, BEGAN, None, None, None, 365)


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (PairingState.REQUESTED, ()),
        (PairingState.PROPOSED, ()),
        (PairingState.TRIAL, (PAUSE, EXTEND, COMPLETE, END)),
        (PairingState.ACTIVE, (PAUSE, EXTEND, COMPLETE, END)),
        (PairingState.PAUSED, (RESUME, EXTEND, COMPLETE, END)),
        (PairingState.COMPLETED, ()),
        (PairingState.ENDED_EARLY, ()),
    ],
)
def test_what_can_be_changed(state: PairingState, changes: tuple[Change, ...]) -> None:
    assert allowed(state) == changes
    assert bool(changes) is (state in RUNNING_PAIRINGS)
    assert set(CHANGE_WORDS) == set(Change)


@pytest.mark.parametrize(
    ("change", "day", "is_fine"),
    [
        (PAUSE, None, True),
        (PAUSE, TODAY, False),
        (PAUSE, TODAY + timedelta(days=1), True),
        (EXTEND, None, False),
        (EXTEND, TODAY, False),
        (EXTEND, TODAY + timedelta(days=1), True),
    ],
)
def test_a_day_is_to_come(change: Change, day: date | None, is_fine: bool) -> None:
    assert (problem_with_day(change, day, TODAY) is None) is is_fine


@pytest.mark.parametrize(
    ("mentor", "mentee", "rests_for", "why"),
    [
        ("active", "active", None, None),
        ("reduced", "paused", None, None),
        ("closed", "active", None, "mentor-closed"),
        ("closed", "closed", None, "mentee-closed"),
        ("active", "closed", None, "mentee-closed"),
        ("paused", "active", 30, None),
        ("paused", "active", 31, "mentor-paused"),
        ("paused", "active", None, None),
        ("active", "active", 90, None),
    ],
)
def test_what_lets_a_pairing_down(mentor: str, mentee: str, rests_for: int | None, why: str | None) -> None:
    since = TODAY - timedelta(days=rests_for) if rests_for is not None else None
    assert let_down_by(Standing(mentor, mentee, since), TODAY, 30) == why


@pytest.mark.parametrize(
    ("course", "today", "moments"),
    [
        (COURSE, BEGAN + timedelta(days=29), {}),
        (COURSE, BEGAN + timedelta(days=30), {MONTH: BEGAN + timedelta(days=30)}),
        (COURSE, BEGAN + timedelta(days=90), {MONTH: BEGAN + timedelta(days=30)}),
        (COURSE, BEGAN + timedelta(days=91), {}),
        (COURSE, BEGAN + timedelta(days=182), {MIDPOINT: date(2026, 7, 2)}),
        (replace(COURSE, first_on=date(2026, 1, 9)), date(2026, 1, 8), {}),
        (replace(COURSE, first_on=date(2026, 1, 9)), date(2026, 1, 9), {FIRST: date(2026, 1, 9)}),
        (replace(COURSE, ends_on=date(2026, 2, 20)), date(2026, 2, 10), {MONTH: BEGAN + timedelta(days=30)}),
        (replace(COURSE, state=PairingState.PAUSED), date(2026, 2, 10), {}),
        (replace(COURSE, state=PairingState.ENDED_EARLY, ended_on=date(2026, 2, 9)), date(2026, 2, 10), {}),
        (
            replace(COURSE, state=PairingState.COMPLETED, ended_on=date(2026, 11, 20)),
            TODAY,
            {CLOSING: date(2026, 11, 20)},
        ),
        (replace(COURSE, state=PairingState.COMPLETED, ended_on=date(2026, 5, 20)), TODAY, {}),
    ],
)
def test_when_both_sides_are_asked(course: Course, today: date, moments: dict[CheckMoment, date]) -> None:
    assert due(course, today) == moments


@given(st.dates(BEGAN, date(2027, 12, 31)), st.none() | st.dates(BEGAN, date(2027, 12, 31)), st.sampled_from(PairingState))
def test_nothing_is_asked_before_its_day(today: date, first_on: date | None, state: PairingState) -> None:
    for day in due(replace(COURSE, state=state, first_on=first_on, ended_on=BEGAN), today).values():
        assert day <= today


def test_the_newest_answer_of_each_side_counts() -> None:
    good, unsure, broken = CheckAnswer
    said = [("mentee", BEGAN, broken), ("mentee", TODAY, good), ("mentor", TODAY, unsure), ("mentor", BEGAN, good)]
    assert newest(said) == {"mentee": good, "mentor": unsure}
    assert set(ANSWER_WORDS) == set(CheckAnswer)
    assert set(MOMENT_WORDS) == set(CheckMoment)
