"""When a second word is needed: truth tables at the edges of each span."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from network.approvals.rules import Standing, State, is_second, said_ago, said_left, token_holds

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ONE, OTHER = UUID(int=1), UUID(int=2)


def standing(asked: timedelta, announced: timedelta | None = None, holders: int = 2, *, may_wait: bool = True) -> Standing:
    """As it stands when it was asked, and announced, so long before now."""
    return Standing(State.WAITING, NOW - asked, None if announced is None else NOW - announced, holders, may_wait)


@pytest.mark.parametrize(
    ("asker", "approver", "second"), [(ONE, OTHER, True), (ONE, ONE, False), (ONE, None, False), (None, OTHER, False)]
)
def test_two_people_are_two(asker: UUID | None, approver: UUID | None, second: bool) -> None:
    assert is_second(asker, approver) is second


@pytest.mark.parametrize(("hours", "may"), [(71, False), (72, True), (400, True)])
def test_a_wait_may_be_announced_after_72_hours(hours: int, may: bool) -> None:
    assert standing(timedelta(hours=hours)).may_be_announced(NOW) is may


def test_a_wait_is_announced_once_and_never_for_acts_that_may_not_wait() -> None:
    assert not standing(timedelta(days=5), timedelta(days=1)).may_be_announced(NOW)
    assert not standing(timedelta(days=5), may_wait=False).may_be_announced(NOW)
    assert not standing(timedelta(days=50), timedelta(days=40), may_wait=False).is_passed(NOW)


@pytest.mark.parametrize(("gone", "passed"), [(timedelta(days=7) - SECOND, False), (timedelta(days=7), True)])
def test_an_announced_wait_passes_after_seven_days(gone: timedelta, passed: bool) -> None:
    assert standing(timedelta(days=20), gone).is_passed(NOW) is passed


@pytest.mark.parametrize(("days", "lapsed"), [(29, False), (30, True)])
def test_what_nobody_answers_lapses_after_a_month_unless_it_was_announced(days: int, lapsed: bool) -> None:
    assert standing(timedelta(days=days)).is_lapsed(NOW) is lapsed
    assert not standing(timedelta(days=days), timedelta(days=1)).is_lapsed(NOW)


@pytest.mark.parametrize(("holders", "needs"), [(0, True), (1, True), (2, False)])
def test_a_token_stands_for_the_second_while_fewer_than_two_could_approve(holders: int, needs: bool) -> None:
    assert standing(timedelta(0), holders=holders).needs_token() is needs


@pytest.mark.parametrize("state", [each for each in State if each is not State.WAITING])
def test_what_is_decided_stays_decided(state: State) -> None:
    done = Standing(state, NOW - timedelta(days=60), NOW - timedelta(days=30), 1, True)
    assert (done.needs_token(), done.may_be_announced(NOW), done.is_passed(NOW), done.is_lapsed(NOW)) == (False,) * 4


@pytest.mark.parametrize(("age", "holds"), [(None, False), (-SECOND, False), (timedelta(0), True), (timedelta(hours=1), False)])
def test_a_token_holds_for_an_hour_and_not_before_it_was_made(age: timedelta | None, holds: bool) -> None:
    assert token_holds(NOW, None if age is None else NOW - age) is holds


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (6 * DAY + 5 * HOUR, "in 6 days"),
        (DAY, "in 1 day"),
        (DAY - SECOND, "in 23 hours"),
        (2 * HOUR, "in 2 hours"),
        (HOUR, "in 1 hour"),
        (HOUR - SECOND, "within the hour"),
        (-DAY, "within the hour"),
    ],
)
def test_what_is_left_is_said_in_the_unit_that_matters(left: timedelta, said: str) -> None:
    assert str(said_left(NOW, NOW + left)) == said


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (6 * DAY + 5 * HOUR, "6 days ago"),
        (DAY, "1 day ago"),
        (DAY - SECOND, "23 hours ago"),
        (HOUR, "1 hour ago"),
        (HOUR - SECOND, "just now"),
        (-DAY, "just now"),
    ],
)
def test_what_is_gone_is_said_in_the_unit_that_matters(gone: timedelta, said: str) -> None:
    assert str(said_ago(NOW, NOW - gone)) == said
