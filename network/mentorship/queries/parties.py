"""How organizations and places become the parties of a matching problem: the same for the database and for a spreadsheet."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest
from operator import itemgetter

from network.mentorship.rules.values import Access, Interval, Party, Priority, Wanted
from network.places.rules.clocks import Span, to_utc
from network.places.rules.distance import kilometres_between_all
from network.places.rules.values import Access as PlaceAccess

ACTIVE_STATUSES = frozenset({"active", "reduced"})
SEX_WORK = "sex-work"
"""Mandates whose code begins with this."""
DAY_MINUTES = 24 * 60

ENGINE_ACCESS: Mapping[str, Access] = {
    PlaceAccess.FERRY: Access.FERRY,
    PlaceAccess.FLY_IN: Access.FLY_IN,
    PlaceAccess.WINTER_ROAD: Access.WINTER_ROAD,
}
"""Every other way counts as a road."""

SIZES: tuple[tuple[int, str], ...] = ((1_000, "size:hamlet"), (10_000, "size:small"), (50_000, "size:town"))
LARGEST_SIZE = "size:city"
PRIORITIES = (Priority.HIGH, Priority.MEDIUM, Priority.MEDIUM)
"""Of the topics wanted, in the order in which they were named; those after them are low."""


@dataclass(frozen=True, slots=True)
class Home:
    """A community as matching reads it. Degrees; a population of 0 is not known. `key` is its id, or its name."""

    key: Hashable
    name: str
    region: str
    latitude: float
    longitude: float
    population: int
    access: str
    zone: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An organization as matching reads it. `wants` in order of importance; `free` is (weekday, first minute, minute after).

    `places` are free in this round, `mentoring` counts the mentees besides.
    """

    id: str
    name: str
    kind: str
    mandate: str
    status: str
    home: Home
    serves: frozenset[Hashable] = frozenset()
    languages: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    teaches: frozenset[str] = frozenset()
    wants: tuple[str, ...] = ()
    contexts: frozenset[str] = frozenset()
    free: tuple[tuple[int, int, int], ...] = ()
    places: int = 0
    mentoring: int = 0
    wants_mentor: bool = False
    waiting_since: date | None = None
    earlier_with: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE_STATUSES

    @property
    def gives_support(self) -> bool:
        """Active, with a sex work mandate: what remoteness is measured from."""
        return self.is_active and self.mandate.startswith(SEX_WORK)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How far communities are from support and from large places, worked out once for each community.

    `support_km` holds the two nearest communities with support as (km, community), since an organization's own doesn't count.
    """

    support_km: Mapping[Hashable, Sequence[tuple[float, Hashable]]]
    town_km: Mapping[Hashable, float]
    based: Mapping[Hashable, frozenset[str]]
    serving: Mapping[Hashable, frozenset[str]]

    def nearest_support(self, entry: Entry) -> int | None:
        """Whole km to the nearest other organization with a sex work mandate; None when there is none."""
        here = entry.home.key
        is_alone = self.based.get(here) == frozenset({entry.id})
        return next((round(km) for km, there in self.support_km[here] if there != here or not is_alone), None)

    def nearest_town(self, home: Home) -> int | None:
        """Whole km to the nearest large place; None when there is none."""
        km = self.town_km.get(home.key)
        return None if km is None else round(km)

    def serve(self, entry: Entry) -> bool:
        """Whether another organization with a sex work mandate is in the community or comes there."""
        return bool(self.serving.get(entry.home.key, frozenset()) - {entry.id})


def surroundings(entries: Iterable[Entry], homes: Iterable[Home], large_population: int) -> Surroundings:
    """`homes` are all communities there are, or the large ones: those with more people than `large_population`."""
    known = list(entries)
    places = list({entry.home.key: entry.home for entry in known}.values())
    support = [entry for entry in known if entry.gives_support]
    sources = list({entry.home.key: entry.home for entry in support}.values())
    large = [home for home in homes if home.population > large_population]
    near = kilometres_between_all(places, sources)
    towns = kilometres_between_all(places, large)
    based: dict[Hashable, set[str]] = {}
    serving: dict[Hashable, set[str]] = {}
    for entry in support:
        based.setdefault(entry.home.key, set()).add(entry.id)
        for key in {entry.home.key, *entry.serves}:
            serving.setdefault(key, set()).add(entry.id)
    return Surroundings(
        {
            place.key: nsmallest(2, ((km, source.key) for km, source in zip(row, sources, strict=True)), key=itemgetter(0))
            for place, row in zip(places, near, strict=True)
        },
        {place.key: min(row) for place, row in zip(places, towns, strict=True) if row},
        {key: frozenset(ids) for key, ids in based.items()},
        {key: frozenset(ids) for key, ids in serving.items()},
    )


def party_of(entry: Entry, around: Surroundings, as_of: date) -> Party:
    """One organization, for either side."""
    home = entry.home
    return Party(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        mandate=entry.mandate,
        is_active=entry.is_active,
        community=home.name,
        region=home.region,
        latitude=home.latitude,
        longitude=home.longitude,
        population=home.population or None,
        access=ENGINE_ACCESS.get(home.access, Access.ROAD),
        nearest_sex_work_km=around.nearest_support(entry),
        nearest_town_km=around.nearest_town(home),
        languages=entry.languages,
        ways=entry.ways,
        availability=intervals(entry.free, home.zone, as_of),
        teaches=entry.teaches,
        wants=wanted(entry.wants),
        contexts=entry.contexts | setting_of(home),
        capacity=entry.places,
        mentoring=entry.mentoring,
        wants_mentor=entry.wants_mentor,
        waiting_since=entry.waiting_since,
        has_local_service=around.serve(entry),
        earlier_with=entry.earlier_with,
        preferred=entry.preferred,
    )


def mentors_and_mentees(
    entries: Sequence[Entry], around: Surroundings, as_of: date
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who has places, and who wants a mentor; an organization may be both. Closed ones take no part."""
    live = [entry for entry in entries if entry.status != "closed"]
    mentors = [party_of(entry, around, as_of) for entry in live if entry.places > 0]
    mentees = [replace(party_of(entry, around, as_of), capacity=0, mentoring=0) for entry in live if entry.wants_mentor]
    return tuple(mentors), tuple(mentees)


def intervals(free: Iterable[tuple[int, int, int]], zone: str, as_of: date) -> tuple[Interval, ...]:
    """Hours on a community's clock as minutes of the UTC week in which the round lies."""
    monday = as_of - timedelta(days=as_of.weekday())
    spans = [Span(day * DAY_MINUTES + start, day * DAY_MINUTES + end) for day, start, end in free]
    return tuple((span.start, span.end) for span in to_utc(spans, zone, monday))


def wanted(topics: Sequence[str]) -> tuple[Wanted, ...]:
    """The first topic matters most."""
    return tuple(
        Wanted(topic, PRIORITIES[place] if place < len(PRIORITIES) else Priority.LOW) for place, topic in enumerate(topics)
    )


def setting_of(home: Home) -> frozenset[str]:
    """How large the community is, and how it is reached unless by road, as codes: likeness counts where it means something."""
    codes = {f"access:{ENGINE_ACCESS[home.access]}"} if home.access in ENGINE_ACCESS else set()
    if home.population:
        codes.add(next((code for most, code in SIZES if home.population < most), LARGEST_SIZE))
    return frozenset(codes)
