"""How organizations and places become the parties of a matching problem: the same for the database and for a spreadsheet."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from network.mentorship.rules.values import Access, Interval, Party, Priority, Wanted
from network.places.rules.clocks import Span, to_utc
from network.places.rules.distance import nearest
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

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE_STATUSES

    @property
    def gives_support(self) -> bool:
        """Active, with a sex work mandate: what remoteness is measured from."""
        return self.is_active and self.mandate.startswith(SEX_WORK)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How far a community is from support and from a large place, in whole km; who supports it, by id."""

    support: tuple[Entry, ...]
    large: tuple[Home, ...]

    def support_km(self, entry: Entry) -> int | None:
        """To the nearest other organization with a sex work mandate."""
        homes = {other.home.key: other.home for other in self.support if other.id != entry.id}
        return _km(entry.home, tuple(homes.values()))

    def town_km(self, home: Home) -> int | None:
        return _km(home, self.large)

    def serve(self, entry: Entry) -> bool:
        """Whether another organization with a sex work mandate is in the community or comes there."""
        here = entry.home.key
        return any(other.id != entry.id and (other.home.key == here or here in other.serves) for other in self.support)


def surroundings(entries: Iterable[Entry], homes: Iterable[Home], large_population: int) -> Surroundings:
    """`homes` are all communities there are; large ones have more people than `large_population`."""
    support = tuple(sorted((entry for entry in entries if entry.gives_support), key=lambda entry: entry.id))
    large = tuple(sorted((home for home in homes if home.population > large_population), key=lambda home: home.name))
    return Surroundings(support, large)


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
        nearest_sex_work_km=around.support_km(entry),
        nearest_town_km=around.town_km(home),
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


def _km(home: Home, others: Sequence[Home]) -> int | None:
    found = nearest(home, others)
    return None if found is None else round(found[1])
