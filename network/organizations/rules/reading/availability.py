"""Reads the hours of a week in which an organization can meet."""

import re
from dataclasses import dataclass, field

from network.kernel.words import Words, words
from network.organizations.rules.folding import fold
from network.organizations.rules.reading.outcome import NOTHING, Reading, Suggestion, doubtful, problem
from network.organizations.rules.values import Span

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY_WORDS = {
    word: (number,)
    for number, names in enumerate(
        ("mon mo monday mondays lundi lun m", "tue tu tues tuesday tuesdays mardi",
         "wed we weds wednesday wednesdays mercredi mer w", "thu th thur thurs thursday thursdays jeudi",
         "fri fr friday fridays vendredi ven f", "sat sa saturday saturdays samedi sam", "sun su sunday sundays dimanche dim")
    )
    for word in names.split()
}  # fmt: skip
_GROUPS = {
    "weekday": range(5),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
}
_DAYPARTS = {"morning": "09:00-12:00", "afternoon": "13:00-17:00", "evening": "17:00-20:00"}
_TOKEN = re.compile(
    r"(?P<time>(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h)?\s*(?P<half>[ap]\.?m\b\.?)?)"
    r"|(?P<dash>[-–—]|\b(?:to|until|till|à)\b)|(?P<word>[a-zà-ü]+)|(?P<between>[\s,;:/&+|.\n()]+)",
    re.IGNORECASE,
)  # fmt: skip
_SKIPPED = frozenset({"and", "et", "on", "from", "at", "between"})
_DAY_MINUTES = 24 * 60
_UNREADABLE = words("No day and hours can be read here. Write for example Mon 09:00-12:00; Thu 13:00-16:00.")


class _Unclear(Exception):
    """The text isn't days and hours."""


@dataclass(slots=True)
class _Time:
    hour: int
    minute: int | None
    half: str  # "a", "p" or ""

    @property
    def minutes(self) -> int:
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        return hour * 60 + (self.minute or 0)


@dataclass(slots=True)
class _Week:
    """What has been read so far."""

    days: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    has_times: bool = False


def read_availability(text: str) -> Reading:
    """Spans of (weekday, first minute, minute after the last), in order, each once; a span over midnight becomes two."""
    if not text.strip():
        return NOTHING
    try:
        week = _read(text)
    except _Unclear:
        return problem(_UNREADABLE, *_clearer(text))
    spans = tuple(sorted(set(week.spans)))
    if week.guesses:
        return doubtful(spans, words("The hours are read as %(hours)s.", hours=tuple(week.guesses)), Suggestion(written(spans)))
    return Reading(spans)


def written(spans: tuple[Span, ...]) -> str:
    """The spans as text that reads back as the same: "Mon 09:00-12:00; Thu 13:00-16:00"."""
    return "; ".join(f"{DAYS[day]} {_clock(start)}-{_clock(end)}" for day, start, end in spans)


def shown(spans: tuple[Span, ...]) -> Words:
    """The spans for a reader."""
    return words("%(hours)s", hours=written(spans))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _clearer(text: str) -> list[Suggestion]:
    """The same with parts of the day as hours, or office hours on weekdays for somebody who can meet at any time."""
    replaced = re.sub(r"\b(morning|afternoon|evening)s?\b", lambda match: _DAYPARTS[match[1].lower()], text, flags=re.IGNORECASE)
    if replaced != text:
        try:
            return [Suggestion(written(tuple(sorted(set(_read(replaced).spans)))))]
        except _Unclear:
            return []
    if fold(text) in {"whenever", "anytime", "any time", "flexible", "any", "open", "always", "all day", "varies"}:
        office = tuple((day, 9 * 60, 17 * 60) for day in range(5))
        return [Suggestion(written(office), words("Weekdays, 09:00 to 17:00"))]
    return []


def _read(text: str) -> _Week:
    week = _Week()
    tokens = _tokens(text)
    at = 0
    while at < len(tokens):
        kind, value = tokens[at]
        following = tokens[at + 1 : at + 3]
        joined = len(following) == 2 and following[0][0] == "dash" and following[1][0] == kind
        if kind == "days":
            if week.has_times:
                week.days, week.has_times = [], False
            week.days += _day_range(value, following[1][1]) if joined else _days(value)
        elif kind == "time" and joined and week.days:
            _add(week, value, following[1][1])
        else:
            raise _Unclear
        at += 3 if joined else 1
    if not week.spans or not week.has_times:
        raise _Unclear
    return week


def _tokens(text: str) -> list[tuple[str, object]]:
    tokens: list[tuple[str, object]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _Unclear
        at = match.end()
        if match["time"]:
            tokens.append(("time", _time(match)))
        elif match["dash"]:
            tokens.append(("dash", None))
        elif match["word"] and fold(match["word"]) not in _SKIPPED:
            tokens.append(_word(fold(match["word"])))
    return tokens


def _word(word: str) -> tuple[str, object]:
    if word in _DAY_WORDS:
        return "days", list(_DAY_WORDS[word])
    if word in _GROUPS:
        return "days", list(_GROUPS[word])
    if word in {"noon", "midi"}:
        return "time", _Time(12, 0, "p")
    if word in {"midnight", "minuit"}:
        return "time", _Time(24, 0, "")
    raise _Unclear


def _time(match: re.Match[str]) -> _Time:
    half = (match["half"] or "")[:1].lower()
    time = _Time(int(match["hour"]), int(match["minute"]) if match["minute"] else None, half)
    if (half and not 1 <= time.hour <= 12) or (time.minute or 0) > 59 or time.hour > 24 or time.minutes > _DAY_MINUTES:
        raise _Unclear
    return time


def _days(value: object) -> list[int]:
    return list(value) if isinstance(value, list) else []


def _day_range(first: object, last: object) -> list[int]:
    if len(_days(first)) != 1 or len(_days(last)) != 1:
        raise _Unclear
    start, end = _days(first)[0], _days(last)[0]
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _add(week: _Week, first: object, last: object) -> None:
    assert isinstance(first, _Time)
    assert isinstance(last, _Time)
    start, end = _settled(first, last)
    if start in {end, _DAY_MINUTES}:
        raise _Unclear
    if not first.half and not last.half and (start, end) != (first.minutes, last.minutes):
        week.guesses.append(f"{_clock(start)}-{_clock(end)}")
    week.has_times = True
    for day in week.days:
        if start < end:
            week.spans.append((day, start, end))
        else:  # over midnight
            week.spans.append((day, start, _DAY_MINUTES))
            if end:
                week.spans.append(((day + 1) % 7, 0, end))


def _settled(first: _Time, last: _Time) -> tuple[int, int]:
    """Minutes of the day. Hours with neither minutes nor am or pm are office hours: 9-5 ends at 17:00, 1-4 begins at 13:00."""
    start, end = first.minutes, last.minutes
    if first.half and last.half:
        return start, end
    if last.half == "p" and not first.half:
        return (start + 720 if start < 720 and start + 720 < end else start), end
    is_loose = first.minute is None and last.minute is None and first.hour <= 12 and last.hour <= 12
    if is_loose and not last.half:
        if not first.half and start < 7 * 60:
            start += 720
        if end <= start and end < 720:
            end += 720
    return start, end
