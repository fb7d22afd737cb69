"""Circles: who may join, how many, when one runs, which days its log takes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Conflict, Invalid
from network.pairings.rules.circles import (
    BAR_WORDS,
    FEWEST,
    MOST,
    NOT_THIS_TIME,
    Bar,
    CircleSpan,
    CircleState,
    Joiner,
    bar_of,
    insist_going,
    insist_host,
    insist_place,
    say_bar,
    say_next,
    state_with,
)

OPEN, RUNNING, ENDED = CircleState
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({}, None),
        ({"is_active": False}, Bar.NOT_ACTIVE),
        ({"is_host": True}, Bar.IS_HOST),
        ({"wants_mentor": False}, Bar.NOT_WAITING),
        ({"has_mentor": True}, Bar.HAS_MENTOR),
        ({"has_mentor": True, "wants_mentor": False}, Bar.HAS_MENTOR),
        ({"is_in_one": True}, Bar.IN_A_CIRCLE),
        ({"is_kept_apart": True}, Bar.APART),
        ({"is_kept_apart": True, "is_active": False}, Bar.NOT_ACTIVE),
        ({"is_kept_apart": True, "is_in_one": True}, Bar.IN_A_CIRCLE),
    ],
)
def test_who_may_join(change: dict[str, bool], bar: Bar | None) -> None:
    assert bar_of(replace(Joiner(), **change)) is bar


@given(st.builds(Joiner, *[st.booleans()] * 6))
def test_only_one_of_whom_everything_holds_may_join(joiner: Joiner) -> None:
    assert (bar_of(joiner) is None) == (joiner == Joiner())


@pytest.mark.parametrize("bar", Bar)
def test_that_two_are_kept_apart_is_said_to_who_may_know_it(bar: Bar) -> None:
    assert say_bar(bar, is_told=True) == BAR_WORDS[bar]
    assert say_bar(bar, is_told=False) == (NOT_THIS_TIME if bar is Bar.APART else BAR_WORDS[bar])


@pytest.mark.parametrize(
    ("state", "members", "after"),
    [
        (OPEN, 0, OPEN), (OPEN, 2, OPEN), (OPEN, 3, RUNNING), (RUNNING, 6, RUNNING), (RUNNING, 2, OPEN),
        (ENDED, 0, ENDED), (ENDED, 6, ENDED),
    ],
)  # fmt: skip
def test_it_runs_from_three_on_and_what_ended_stays_so(state: CircleState, members: int, after: CircleState) -> None:
    assert state_with(state, members) is after


def test_six_are_the_most_and_what_ended_takes_nobody() -> None:
    insist_place(MOST - 1)
    insist_going(OPEN)
    insist_going(RUNNING)
    with pytest.raises(Conflict):
        insist_place(MOST)
    with pytest.raises(Conflict):
        insist_going(ENDED)


@pytest.mark.parametrize(("is_active", "wants_mentor"), [(True, True), (False, False), (False, True)])
def test_who_hosts_gives(is_active: bool, wants_mentor: bool) -> None:
    insist_host(is_active=True, wants_mentor=False)
    with pytest.raises(Invalid):
        insist_host(is_active=is_active, wants_mentor=wants_mentor)


@pytest.mark.parametrize(
    ("began", "ended", "today", "is_taken"),
    [
        (None, None, DAY, False),
        (DAY, None, DAY, True),
        (DAY, DAY, date(2026, 12, 22), True),
        (DAY, DAY, date(2026, 12, 23), False),
    ],
)
def test_when_its_log_takes_something(began: date | None, ended: date | None, today: date, is_taken: bool) -> None:
    assert (CircleSpan(began, ended, 30).problem_at(today) is None) is is_taken


@pytest.mark.parametrize(("day", "is_taken"), [(21, False), (22, True), (24, True), (25, False), (27, False)])
def test_which_days_its_log_takes(day: int, is_taken: bool) -> None:
    span = CircleSpan(DAY, date(2026, 11, 24), 30)
    assert (span.problem_with(date(2026, 11, day), date(2026, 11, 26)) is None) is is_taken
    assert span.problem_with(date(2026, 11, 23), DAY) is not None  # still to come


def test_what_is_next_says_no_number_to_who_may_not_know_it() -> None:
    assert say_next(OPEN, FEWEST - 1, 0, is_planned=False).values["num"] == 1
    assert not say_next(OPEN, None, 0, is_planned=False).values
    said = {say_next(state, 4, met, is_planned=plan).msgid for state in CircleState for met in (0, 1) for plan in (True, False)}
    assert len(said) == 5
