"""When a text in force is looked through again, and what a page says of it."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from network.kernel.refusals import Invalid
from network.kernel.words import Words, words

FEWEST_MONTHS, MOST_MONTHS = 1, 60
SOON = timedelta(days=30)
LONGEST_AHEAD = timedelta(days=366 * 5)


class Review(StrEnum):
    """How far a review is."""

    NONE = "none"
    AHEAD = "ahead"
    SOON = "soon"
    DUE = "due"


REVIEWS: Mapping[Review, Words] = MappingProxyType(
    {
        Review.NONE: words("No review"),
        Review.AHEAD: words("Looked through"),
        Review.SOON: words("Review soon"),
        Review.DUE: words("Review due"),
    }
)


def review_of(review_on: date | None, today: date, in_force: bool = True) -> Review:
    """How far the review is: only a text in force has one."""
    if review_on is None or not in_force:
        return Review.NONE
    if review_on <= today:
        return Review.DUE
    return Review.SOON if review_on <= today + SOON else Review.AHEAD


def next_review(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def insist_months(months: int | None) -> int:
    """How often a document is looked through. Raises Invalid."""
    if months is None or not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise Invalid("review_months", words("Type a number of months from 1 to 60."))
    return months


def insist_next(day: date | None, today: date) -> date:
    """The day of the next review is to come, within five years. Raises Invalid."""
    if day is None or day <= today:
        raise Invalid("review_on", words("Choose a day that is still to come."))
    if day > today + LONGEST_AHEAD:
        raise Invalid("review_on", words("Choose a day within five years."))
    return day
