"""The time that a report is about."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.kernel.refusals import Invalid
from network.kernel.words import words

LONGEST = timedelta(days=5 * 366)
EARLIEST = date(2000, 1, 1)
FISCAL_MONTH = 4  # funders' years begin in April


@dataclass(frozen=True, slots=True)
class Period:
    """From a first day to a last one, both of it."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day is within it."""
        return day is not None and self.first <= day <= self.last

    def touches(self, first: date, last: date | None) -> bool:
        """Whether a time shares a day with it; one without a last day goes on."""
        return first <= self.last and (last is None or last >= self.first)

    def months(self) -> tuple[str, ...]:
        """Its months, such as 2026-09, the first and last perhaps in part."""
        start = self.first.year * 12 + self.first.month - 1
        count = self.last.year * 12 + self.last.month - start
        return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(start, start + count))


def insist_period(first: date, last: date) -> Period:
    """The two days as a period. Raises Invalid on the day that can't be."""
    if first < EARLIEST:
        raise Invalid("first", words("This is too long ago. Check the year."))
    if last < first:
        raise Invalid("last", words("This is before the first day."))
    if last - first > LONGEST:
        raise Invalid("last", words("A report is about five years at most."))
    return Period(first, last)


def offered(today: date) -> tuple[tuple[str, Period], ...]:
    """Periods that are asked for most, each by its code: this quarter and the last, the funders' year and the last, this year."""
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = quarter - timedelta(days=1)
    fiscal = date(today.year - (today.month < FISCAL_MONTH), FISCAL_MONTH, 1)
    return (
        ("quarter", Period(quarter, _quarter_ends(quarter))),
        ("last-quarter", Period(date(before.year, before.month - 2, 1), before)),
        ("fiscal", _year_from(fiscal)),
        ("last-fiscal", _year_from(fiscal.replace(year=fiscal.year - 1))),
        ("year", Period(date(today.year, 1, 1), date(today.year, 12, 31))),
    )


def _quarter_ends(first: date) -> date:
    following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return following - timedelta(days=1)


def _year_from(first: date) -> Period:
    return Period(first, first.replace(year=first.year + 1) - timedelta(days=1))
