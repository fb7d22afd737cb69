"""When a text is looked through again."""

from datetime import date, timedelta

import pytest

from network.kernel.refusals import Invalid
from network.library.rules.reviewing import Review, insist_months, insist_next, next_review, review_of

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 26), 12, date(2027, 11, 26)),
        (date(2026, 11, 26), 2, date(2027, 1, 26)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 60, date(2031, 12, 31)),
    ],
)
def test_the_same_day_so_many_months_later(day: date, months: int, then: date) -> None:
    assert next_review(day, months) == then


@pytest.mark.parametrize(
    ("days", "in_force", "says"),
    [
        (None, True, Review.NONE),
        (-1, True, Review.DUE),
        (0, True, Review.DUE),
        (1, True, Review.SOON),
        (30, True, Review.SOON),
        (31, True, Review.AHEAD),
        (-1, False, Review.NONE),
    ],
)
def test_how_far_a_review_is(days: int | None, in_force: bool, says: Review) -> None:
    assert review_of(TODAY + timedelta(days=days) if days is not None else None, TODAY, in_force) is says


def test_limits() -> None:
    assert insist_months(1) == 1
    for months in (None, 0, 61, -1):
        with pytest.raises(Invalid):
            insist_months(months)
    for day in (None, TODAY, TODAY + timedelta(days=366 * 5 + 1)):
        with pytest.raises(Invalid):
            insist_next(day, TODAY)
    assert insist_next(TODAY + timedelta(days=1), TODAY) == TODAY + timedelta(days=1)
