"""Numbers of a workbook as the plain text that a person would write: dates in ISO form, whole numbers without a point."""

import re
from datetime import datetime, timedelta

_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_TIME_FORMATS = frozenset({18, 19, 20, 21, 45, 46, 47})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LATEST = 2_958_466  # the day after 9999-12-31
_ROOT_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  a date of a sheet has no zone
_ROOT_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a date or a time; `code` is the workbook's own format, where it has one."""
    if code is None:
        return number in _DATE_FORMATS or number in _TIME_FORMATS
    plain = _QUOTED.sub("", code).split(";")[0].lower()
    return "general" not in plain and any(letter in plain for letter in "dmyhs")


def number_text(value: str) -> str:
    """A number as text: "2505550100" for 2.505550100E9, "2.5", "1"."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < 1e16:
        return str(int(number)) if "e" in value.lower() or "." in value else value.strip()
    return repr(number)


def date_text(value: str, *, from_1904: bool) -> str:
    """A day number as ISO text: a date, a date with a time of day, or a time; the plain number where it can't be one."""
    try:
        serial = float(value)
    except ValueError:
        return value
    if not 0 <= serial < _LATEST:
        return number_text(value)
    if not from_1904 and 1 <= serial < 60:
        serial += 1  # the calendar of the first Excel had a 29 February 1900
    moment = (_ROOT_1904 if from_1904 else _ROOT_1900) + timedelta(seconds=round(serial * 86_400))
    if serial < 1:
        return moment.strftime("%H:%M")
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ", "minutes")
