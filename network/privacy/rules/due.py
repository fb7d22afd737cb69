"""When a request must be answered: thirty days, of which Saturdays, Sundays and holidays are none.

British Columbia's Personal Information Protection Act (SBC 2003, c. 63), section 1: "day" does not include a holiday or a
Saturday. Its Interpretation Act (RSBC 1996, c. 238), section 29, says what a holiday is: Sundays, and the days in `HOLIDAYS`.
A day that is kept in place of a holiday on a Sunday is counted here, so that no date comes out later than the law's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from network.kernel.words import Words, words

ANSWERED_WITHIN = 30
EXTENDED_BY = 30
REMINDED_BEFORE = 5  # days that count
SATURDAY, SUNDAY, MONDAY = 5, 6, 0
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year that is none; `on` gives it for a year, from the year `since` on."""

    name: Words
    on: Callable[[int], date]
    since: int = 1


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth_monday(month: int, number: int) -> Callable[[int], date]:
    def on(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(MONDAY - first.weekday()) % 7 + 7 * (number - 1))

    return on


def _monday_before(month: int, day: int) -> Callable[[int], date]:
    def on(year: int) -> date:
        end = date(year, month, day) - ONE_DAY
        return end - timedelta(days=(end.weekday() - MONDAY) % 7)

    return on


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Gauss as Meeus, Jones and Butcher wrote it down."""
    golden, century, rest = year % 19, year // 100, year % 100
    corrected = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - corrected - rest % 4) % 7
    late = (golden + 11 * corrected + 22 * weekday) // 451
    month, day = divmod(corrected + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


HOLIDAYS: tuple[Holiday, ...] = (
    Holiday(words("New Year's Day"), _fixed(1, 1)),
    Holiday(words("Family Day"), _nth_monday(2, 3), 2019),
    Holiday(words("Good Friday"), _after_easter(-2)),
    Holiday(words("Easter Monday"), _after_easter(1)),
    Holiday(words("Victoria Day"), _monday_before(5, 25)),
    Holiday(words("Canada Day"), _fixed(7, 1)),
    Holiday(words("British Columbia Day"), _nth_monday(8, 1)),
    Holiday(words("Labour Day"), _nth_monday(9, 1)),
    Holiday(words("National Day for Truth and Reconciliation"), _fixed(9, 30), 2023),
    Holiday(words("Thanksgiving"), _nth_monday(10, 2)),
    Holiday(words("Remembrance Day"), _fixed(11, 11)),
    Holiday(words("Christmas Day"), _fixed(12, 25)),
    Holiday(words("December 26"), _fixed(12, 26)),
)


@cache
def holidays(year: int) -> frozenset[date]:
    """The holidays of a year, Sundays aside."""
    return frozenset(each.on(year) for each in HOLIDAYS if year >= each.since)


def is_counted(day: date) -> bool:
    """Whether the law calls it a day."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in holidays(day.year)


def due_on(received_on: date, days: int = ANSWERED_WITHIN) -> date:
    """The last day for an answer: the day on which a request came is not counted."""
    day = received_on
    while days > 0:
        day += ONE_DAY
        days -= is_counted(day)
    return day


def days_left(today: date, due: date) -> int:
    """How many days that count are left, today not among them; below 0 when it is late."""
    if today <= due:
        return sum(is_counted(today + timedelta(days=number)) for number in range(1, (due - today).days + 1))
    return -sum(is_counted(due + timedelta(days=number)) for number in range(1, (today - due).days + 1))


def may_be_extended(today: date, due: date, *, extended: bool, answered: bool) -> bool:
    """Once, and before the first day is over."""
    return not extended and not answered and today <= due


def is_nearly_due(today: date, due: date, reminded_of: date | None) -> bool:
    """Whether administrators are to be reminded: few days are left, or none, and they were not reminded of this day."""
    return reminded_of != due and days_left(today, due) <= REMINDED_BEFORE
