"""What is true of two organizations together: distance, hours in common, topics, languages, ways to meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from network.kernel.words import Words, counted, words
from network.mentorship.rules.values import Access, Interval, Party

EARTH_DIAMETER_KM = 2 * 6371.0088
MICRODEGREES = 1_000_000

ACCESS_KM: Mapping[Access, int] = {Access.ROAD: 0, Access.FERRY: 60, Access.WINTER_ROAD: 120, Access.FLY_IN: 250}
"""What reaching a community adds to the straight line, in kilometres: a judgement, not a measurement."""


@dataclass(frozen=True, slots=True)
class Side:
    """An organization made ready for many comparisons.

    `week` holds one bit per minute of the week; `point` is the place on a sphere of diameter 1, None when unknown.
    """

    party: Party
    week: int
    point: tuple[float, float, float] | None
    wants: Mapping[str, int]
    wanted: frozenset[str]
    wanted_total: int


def ready(party: Party) -> Side:
    wants: dict[str, int] = {}
    for wanted in party.wants:
        wants[wanted.topic] = max(wants.get(wanted.topic, 0), int(wanted.priority))
    return Side(party, week_of(party.availability), point_of(party), wants, frozenset(wants), sum(wants.values()))


def week_of(intervals: Iterable[Interval]) -> int:
    """The minutes of the week as bits, so that overlapping intervals count once."""
    week = 0
    for start, end in intervals:
        week |= ((1 << (end - start)) - 1) << start
    return week


def point_of(party: Party) -> tuple[float, float, float] | None:
    """Coordinates are taken to the millionth of a degree, as they are stored with a run."""
    if party.latitude is None or party.longitude is None:
        return None
    latitude = radians(round(party.latitude * MICRODEGREES) / MICRODEGREES)
    longitude = radians(round(party.longitude * MICRODEGREES) / MICRODEGREES)
    return cos(latitude) * cos(longitude) / 2, cos(latitude) * sin(longitude) / 2, sin(latitude) / 2


def straight_line_km(mentor: Side, mentee: Side) -> int | None:
    """Great-circle distance to the nearest kilometre; None when either place is unknown."""
    here, there = mentor.point, mentee.point
    if here is None or there is None:
        return None
    chord = sqrt((here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2 + (here[2] - there[2]) ** 2)
    return round(EARTH_DIAMETER_KM * asin(min(1.0, chord)))


def same_community(mentor: Side, mentee: Side) -> bool:
    here, there = mentor.party, mentee.party
    return bool(here.community) and here.community == there.community and here.region == there.region


def access_km(mentor: Side, mentee: Side) -> int:
    """What ferries, planes and winter roads add on both sides; nothing within one community."""
    return 0 if same_community(mentor, mentee) else ACCESS_KM[mentor.party.access] + ACCESS_KM[mentee.party.access]


def overlap_minutes(mentor: Side, mentee: Side) -> int:
    return (mentor.week & mentee.week).bit_count()


def taught(mentor: Side, mentee: Side) -> frozenset[str]:
    return mentee.wanted & mentor.party.teaches


def listed(codes: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Codes as people read them, by label."""
    return tuple(sorted(labels.get(code, code) for code in codes))


def duration(minutes: int) -> Words:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted("%(num)s minute", "%(num)s minutes", rest)
    if not rest:
        return counted("%(num)s hour", "%(num)s hours", hours)
    return words("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
