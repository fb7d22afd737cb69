"""Reads the day since which an organization waits, as people write days."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.words import Words, words
from network.organizations.rules.folding import fold
from network.organizations.rules.reading.outcome import NOTHING, Reading, doubtful, problem


class Order(StrEnum):
    """In which order a column writes its dates, as far as its own cells show."""

    UNKNOWN = "unknown"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan janvier janv", "february feb fevrier fev fevr", "march mar mars", "april apr avril avr", "may mai",
         "june jun juin", "july jul juillet juil", "august aug aout", "september sep sept septembre", "october oct octobre",
         "november nov novembre", "december dec decembre"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = (
    words("January"), words("February"), words("March"), words("April"), words("May"), words("June"), words("July"),
    words("August"), words("September"), words("October"), words("November"), words("December"),
)  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_TRIPLE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 1990 to 2099
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def order_of(texts: Iterable[str]) -> Order:
    """The order that a column's unambiguous dates show; unknown where none does, or where they disagree."""
    seen = set()
    for text in texts:
        match = _TRIPLE.fullmatch(text.strip())
        if match and int(match[1]) > 12 >= int(match[2]):
            seen.add(Order.DAY_FIRST)
        elif match and int(match[2]) > 12 >= int(match[1]):
            seen.add(Order.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else Order.UNKNOWN


def read_date(text: str, order: Order = Order.UNKNOWN) -> Reading:
    """A date. A month or a year stands for its first day, and is doubtful; so is 03/04/2025 where `order` is unknown."""
    plain = text.strip()
    if not plain:
        return NOTHING
    if match := _ISO.fullmatch(plain):
        return _exact(int(match[1]), int(match[2]), int(match[3]))
    if match := _TRIPLE.fullmatch(plain):
        return _triple(int(match[1]), int(match[2]), match[3], order)
    if match := _ISO_MONTH.fullmatch(plain):
        return _month(int(match[1] or match[4]), int(match[2] or match[3]))
    if _YEAR.fullmatch(plain):
        return _of_year(int(plain))
    if match := _SERIAL.fullmatch(plain):
        return _serial(plain, int(match[1]))
    return _in_words(plain)


def _exact(year: int, month: int, day: int) -> Reading:
    if not _FIRST_YEAR <= year < _LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return _unreadable()
    last = calendar.monthrange(year, month)[1]
    if day > last:
        nearest = date(year, month, last)
        return problem(
            words("%(month)s %(year)s has no day %(day)s.", month=_NAMES[month - 1], year=year, day=day), nearest.isoformat()
        )
    return Reading(date(year, month, day))


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 80 else 1900 + int(text)


def _triple(first: int, second: int, year_text: str, order: Order) -> Reading:
    year = _full_year(year_text)
    if first > 12 or second > 12 or first == second:
        return _exact(year, second, first) if second <= 12 else _exact(year, first, second)
    readings = [_exact(year, second, first), _exact(year, first, second)]
    if order is not Order.UNKNOWN:
        return readings[0 if order is Order.DAY_FIRST else 1]
    days = [reading.value for reading in readings]
    if None in days:
        return _unreadable()
    return doubtful(
        days[0],
        words("This can be %(first)s or %(second)s. It is read with the day first.", first=_long(days[0]), second=_long(days[1])),
        days[0].isoformat(),
        days[1].isoformat(),
    )


def _long(day: date) -> Words:
    return words("%(day)s %(month)s %(year)s", day=day.day, month=_NAMES[day.month - 1], year=day.year)


def _month(year: int, month: int) -> Reading:
    reading = _exact(year, month, 1)
    if reading.value is None:
        return reading
    return doubtful(reading.value, words("Only the month is given. It is read as %(day)s.", day=_long(reading.value)))


def _of_year(year: int) -> Reading:
    first = date(year, 1, 1)
    return doubtful(first, words("Only the year is given. It is read as %(day)s.", day=_long(first)))


def _serial(plain: str, number: int) -> Reading:
    """The day number that a spreadsheet program keeps inside, when it was saved without its format."""
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _unreadable()
    day = date(1899, 12, 30) + timedelta(days=number)
    return doubtful(
        day, words("“%(number)s” is read as the day number of %(day)s.", number=plain, day=_long(day)), day.isoformat()
    )


def _in_words(plain: str) -> Reading:
    """15 January 2024; Jan 15, 2024; 15-Jan-24; Aug 2025."""
    parts = [
        part for part in re.split(r"[\s,]+", fold(re.sub(r"(?<=\d)(?:st|nd|rd|th|er)\b", "", plain.casefold()))) if part != "of"
    ]
    months = [_MONTHS[part] for part in parts if part in _MONTHS]
    numbers = [part for part in parts if part.isascii() and part.isdecimal()]
    if len(months) != 1 or len(parts) != 1 + len(numbers) or not numbers:
        return _unreadable()
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return _month(int(numbers[0]), months[0])
    if len(numbers) != 2 or len(numbers[1]) not in {2, 4} or len(numbers[0]) > 2:
        return _unreadable()
    return _exact(_full_year(numbers[1]), months[0], int(numbers[0]))


def _unreadable() -> Reading:
    return problem(words("This can't be read as a date. Write it as 2025-08-31."))
