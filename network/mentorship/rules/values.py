"""What the matching engine is told about organizations, rules and wishes, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from network.kernel.words import Words, words

PairKey = tuple[str, str]
"""Mentor's id, mentee's id."""

Interval = tuple[int, int]
"""Minutes of the week in UTC, Monday 00:00 = 0: from start up to, but not including, end; 0 <= start < end <= 10080."""

WEEK_MINUTES = 7 * 24 * 60
FULL_FIT = 1000
"""The most points that a pair can have."""


class Access(StrEnum):
    """How a community is reached."""

    ROAD = "road"
    FERRY = "ferry"
    FLY_IN = "fly-in"
    WINTER_ROAD = "winter-road"


class Priority(IntEnum):
    """How much a topic is wanted; the number is its weight."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Strategy(StrEnum):
    """What the plan puts first; fit comes next in the first two."""

    COVERAGE = "coverage"
    MOST_SERVED = "most-served"
    BEST_FIT = "best-fit"


class RegionRule(StrEnum):
    """Which regions a pair may join."""

    ANY = "any"
    WITHIN = "within"
    OUTSIDE = "outside"


class Tier(IntEnum):
    """How soon an organization is to be served; 3 is first."""

    THIRD = 1
    SECOND = 2
    FIRST = 3


class Missed(StrEnum):
    """How an organization came to be without a mentor that it had a claim to: it goes first within its tier."""

    LEFT_OUT = "left-out"
    MENTOR_CLOSED = "mentor-closed"
    MENTOR_RESTS = "mentor-rests"
    ENDED = "ended"


STRATEGY_NAMES: Mapping[Strategy, Words] = {
    Strategy.COVERAGE: words("Reach the most remote and longest waiting first"),
    Strategy.MOST_SERVED: words("Serve as many organizations as possible"),
    Strategy.BEST_FIT: words("Best total fit"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic that an organization wants to learn."""

    topic: str
    priority: Priority = Priority.MEDIUM


@dataclass(frozen=True, slots=True)
class Party:
    """An organization as the engine sees it, on either side of a pair.

    Latitude and longitude are degrees, None when unknown. `nearest_sex_work_km` is the straight-line distance to the nearest
    active organization with a sex work mandate, `nearest_town_km` to the nearest place above 50,000 people; None = unknown.
    `capacity` counts the mentor places free in this round, `mentoring` the mentees that it has besides (they count for fair
    load only). `earlier_with` names organizations of earlier good pairings,
    `preferred` those that it asked for. `missed` says how it was left out or let down since the round before, whose name is
    `missed_in`. `contexts` are codes of work settings, populations, access and size of place.
    """

    id: str
    name: str
    kind: str = ""
    mandate: str = ""
    is_active: bool = True
    community: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    access: Access = Access.ROAD
    nearest_sex_work_km: int | None = None
    nearest_town_km: int | None = None
    languages: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    availability: tuple[Interval, ...] = ()
    teaches: frozenset[str] = frozenset()
    wants: tuple[Wanted, ...] = ()
    contexts: frozenset[str] = frozenset()
    capacity: int = 0
    mentoring: int = 0
    wants_mentor: bool = True
    waiting_since: date | None = None
    has_local_service: bool = False
    earlier_with: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    missed: Missed | None = None
    missed_in: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The hard rules that can be switched. An empty set of kinds or mandates allows all; None or 0 switches a limit off."""

    shared_language: bool = True
    shared_way: bool = True
    wanted_topic: bool = True
    region: RegionRule = RegionRule.ANY
    max_distance_km: int | None = None
    min_overlap_minutes: int = 0
    mentor_kinds: frozenset[str] = frozenset()
    mentee_kinds: frozenset[str] = frozenset()
    mentor_mandates: frozenset[str] = frozenset()
    mentee_mandates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TierRules:
    """When an organization counts as remote or long waiting, and how many of the three signs make a tier.

    The signs are remoteness, a long wait and no local service. By default all three make the first tier, two the second.
    """

    far_from_sex_work_km: int = 150
    far_from_town_km: int = 150
    long_wait_days: int = 365
    first_tier_signs: int = 3
    second_tier_signs: int = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each criterion matters, 0 to 100 each; only their proportions count.

    `fair_load` is apart: the points that a mentor's second mentee costs; the third costs twice that, and so on.
    """

    topics: int = 40
    context: int = 15
    distance: int = 15
    availability: int = 10
    languages: int = 5
    ways: int = 5
    mutual: int = 5
    earlier: int = 5
    fair_load: int = 20


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of weights, offered before the sliders."""

    code: str
    name: Words
    description: Words
    weights: Weights


PRESETS: tuple[Preset, ...] = (
    Preset("balanced", words("Balanced"), words("A bit of everything; topics count most."), Weights()),
    Preset(
        "learning",
        words("Learning first"),
        words("What they want to learn, and a mentor who knows such places."),
        Weights(topics=60, context=20, distance=4, availability=6, languages=3, ways=2, mutual=3, earlier=2, fair_load=10),
    ),
    Preset(
        "closeness",
        words("Easy to meet"),
        words("Near, free at the same hours, with more ways to meet."),
        Weights(topics=20, context=10, distance=30, availability=18, languages=7, ways=9, mutual=3, earlier=3, fair_load=20),
    ),
)


@dataclass(frozen=True, slots=True)
class Constraints:
    """The coordinator's decisions on single pairs, each (mentor id, mentee id).

    `kept` pairs are accepted or published. `do_not_pair` holds in both directions, and only coordinators may learn of it.
    """

    locked: frozenset[PairKey] = frozenset()
    forbidden: frozenset[PairKey] = frozenset()
    do_not_pair: frozenset[PairKey] = frozenset()
    kept: frozenset[PairKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Second:
    """The wish for second mentors. `kept` pairs are published as second ones and stay; `locked` ones were decided on.

    `mentees` have a first mentor outside this problem, and want only what that one doesn't teach; `has` names the ids of those
    who have a second mentor already.
    """

    mentees: tuple[Party, ...] = ()
    kept: frozenset[PairKey] = frozenset()
    has: frozenset[str] = frozenset()
    locked: frozenset[PairKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a matching run depends on. `labels` turns codes into what people read; it changes no plan.

    `second` is None where nobody is to get a second mentor.
    """

    mentors: tuple[Party, ...]
    mentees: tuple[Party, ...]
    as_of: date
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    tiers: TierRules = field(default_factory=TierRules)
    strategy: Strategy = Strategy.COVERAGE
    constraints: Constraints = field(default_factory=Constraints)
    labels: Mapping[str, str] = field(default_factory=dict)
    second: Second | None = None
