"""What time it is somewhere, said without an abbreviation, and which hours of a week two places share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from network.kernel.words import Words, words

MINUTES_IN_A_WEEK = 7 * 24 * 60


class Span(NamedTuple):
    """Minutes of a week: Monday 0:00 is 0, Sunday 24:00 is 10,080. `end` is not part of it, and is above `start`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clock:
    """What a zone is called on the screen, and what to tell people where it is in doubt."""

    label: Words
    note: Words | None = None


_PACIFIC = Clock(words("Pacific time (most of BC)"))

CLOCKS: Mapping[str, Clock] = {
    "America/Vancouver": _PACIFIC,
    "America/Dawson_Creek": _PACIFIC,
    "America/Fort_Nelson": _PACIFIC,
    "America/Creston": _PACIFIC,
    "America/Edmonton": Clock(
        words("East Kootenay time"), words("East Kootenay may still choose its own clock. Check the time with the people there.")
    ),
}

WEEKDAYS = (
    words("Monday"),
    words("Tuesday"),
    words("Wednesday"),
    words("Thursday"),
    words("Friday"),
    words("Saturday"),
    words("Sunday"),
)
MONTHS = (
    words("January"),
    words("February"),
    words("March"),
    words("April"),
    words("May"),
    words("June"),
    words("July"),
    words("August"),
    words("September"),
    words("October"),
    words("November"),
    words("December"),
)


@cache
def is_zone(name: str) -> bool:
    """Whether the pinned time zone data has this zone under this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name


def label(zone: str, clocks: Mapping[str, Clock] = CLOCKS) -> Words:
    """What the zone is called: never an abbreviation. A zone with no name of its own is called after its city."""
    if zone in clocks:
        return clocks[zone].label
    return words("%(city)s time", city=zone.rsplit("/", 1)[-1].replace("_", " "))


def note(zone: str, clocks: Mapping[str, Clock] = CLOCKS) -> Words | None:
    """What to show beside a time in this zone, if its clock is in doubt."""
    return clocks[zone].note if zone in clocks else None


def to_utc(spans: Iterable[Span], zone: str, monday: date) -> tuple[Span, ...]:
    """Local hours of the week that begins on `monday`, as minutes of a UTC week: sorted, joined, wrapped round its end."""
    place = ZoneInfo(zone)
    start = datetime.combine(monday, time(), UTC)

    def moment(minute: int) -> int:
        wall = datetime.combine(monday, time()) + timedelta(minutes=minute)
        return int((wall.replace(tzinfo=place).astimezone(UTC) - start).total_seconds()) // 60

    return _joined(Span(moment(span.start), moment(span.end)) for span in spans)


def to_local(spans: Iterable[Span], zone: str, monday: date) -> tuple[Span, ...]:
    """Minutes of a UTC week as local hours of the week that begins on `monday`: sorted, joined, wrapped round its end."""
    place = ZoneInfo(zone)
    start = datetime.combine(monday, time(), UTC)

    def wall(minute: int) -> int:
        local = (start + timedelta(minutes=minute)).astimezone(place).replace(tzinfo=None)
        return int((local - datetime.combine(monday, time())).total_seconds()) // 60

    return _joined(Span(wall(span.start), wall(span.end)) for span in spans)


def shared(one: Iterable[Span], other: Iterable[Span]) -> tuple[Span, ...]:
    """The hours that both have. Both on the same clock."""
    others = _joined(other)
    both = (Span(max(a.start, b.start), min(a.end, b.end)) for a in _joined(one) for b in others)
    return _joined(span for span in both if span.start < span.end)


def minutes(spans: Iterable[Span]) -> int:
    """How long they last together; hours named twice count once."""
    return sum(span.end - span.start for span in _joined(spans))


def say_date(day: date) -> Words:
    """Tuesday 15 December 2026."""
    return words(
        "%(weekday)s %(day)s %(month)s %(year)s",
        weekday=WEEKDAYS[day.weekday()],
        day=day.day,
        month=MONTHS[day.month - 1],
        year=day.year,
    )


def say_moment(at: datetime, zone: str, clocks: Mapping[str, Clock] = CLOCKS) -> Words:
    """An aware moment on a reader's clock: Tuesday 15 December 2026 at 12:00, Pacific time (most of BC)."""
    local = at.astimezone(ZoneInfo(zone))
    return words(
        "%(date)s at %(time)s, %(clock)s", date=say_date(local.date()), time=clock_face(local), clock=label(zone, clocks)
    )


def say_moment_briefly(at: datetime, zone: str) -> Words:
    """The same where there are many of them: 15 December 2026, 12:00."""
    local = at.astimezone(ZoneInfo(zone))
    return words(
        "%(day)s %(month)s %(year)s, %(time)s",
        day=local.day,
        month=MONTHS[local.month - 1],
        year=local.year,
        time=clock_face(local),
    )


def say_moment_for_both(at: datetime, reader: str, host: str, clocks: Mapping[str, Clock] = CLOCKS) -> Words:
    """The reader's clock first; the host's too where it shows something else."""
    mine, theirs = at.astimezone(ZoneInfo(reader)), at.astimezone(ZoneInfo(host))
    said = say_moment(at, reader, clocks)
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return said
    return words(
        "%(here)s (%(weekday)s %(time)s, %(clock)s)",
        here=said,
        weekday=WEEKDAYS[theirs.weekday()],
        time=clock_face(theirs),
        clock=label(host, clocks),
    )


def clock_face(at: datetime | time) -> str:
    """9:05, 13:30: the 24 hours that schedules in both official languages can use."""
    return f"{at.hour}:{at.minute:02d}"


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Wrapped into one week, sorted, and joined where they touch."""
    pieces: list[Span] = []
    for span in spans:
        shift = span.start // MINUTES_IN_A_WEEK * MINUTES_IN_A_WEEK
        start, end = (span.start - shift, min(span.end - shift, span.start - shift + MINUTES_IN_A_WEEK))
        pieces.append(Span(start, min(end, MINUTES_IN_A_WEEK)))
        if end > MINUTES_IN_A_WEEK:
            pieces.append(Span(0, end - MINUTES_IN_A_WEEK))
    joined: list[Span] = []
    for piece in sorted(piece for piece in pieces if piece.start < piece.end):
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)
