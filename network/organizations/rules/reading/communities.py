"""Reads communities by their names, and checks them against the region that stands beside them."""

from collections.abc import Iterable, Mapping, Sequence

from network.kernel.words import words
from network.organizations.rules.names import Names
from network.organizations.rules.reading.choices import Part, parts_of
from network.organizations.rules.reading.outcome import LEAVE_OUT, NOTHING, Finding, Reading, Suggestion, doubtful, problem
from network.organizations.rules.reading.text import line
from network.organizations.rules.values import Community
from network.settings.rules import Entry


class Places:
    """Communities and regions under all their names."""

    def __init__(self, communities: Iterable[Community], regions: Iterable[Entry]) -> None:
        self.regions: Names[str] = Names((entry.code, entry.label, _region_names(entry)) for entry in regions)
        self.by_key: Mapping[str, Community] = {community.key: community for community in communities}
        self.names: Names[str] = Names(
            (community.key, community.name, self._other_names(community)) for community in self.by_key.values()
        )

    def _other_names(self, community: Community) -> list[str]:
        region = self.regions.label(community.region)
        names = [community.name, *community.other_names, *_in_brackets(community.name)]
        return [*names[1:], *(f"{name} {end}" for name in names for end in ("BC", "British Columbia", region, community.region))]

    def region_of(self, key: str) -> str:
        """The region's code."""
        community = self.by_key.get(key)
        return community.region if community else ""

    def full_name(self, key: str) -> str:
        """The community and its region, which tells apart two of the same name."""
        return f"{self.names.label(key)}, {self.regions.label(self.region_of(key))}"

    def unambiguous_name(self, key: str) -> str:
        """The community's name, with its region where another goes by the same."""
        name = self.names.label(key)
        return name if self.names.find(name) == key else self.full_name(key)

    def in_region(self, keys: Sequence[str], region: str | None) -> Sequence[str]:
        """Those in the region; all where that leaves none."""
        return [key for key in keys if self.region_of(key) == region] or keys


def _region_names(entry: Entry) -> list[str]:
    return [entry.code, *entry.aliases, *_in_brackets(entry.label)]


def _in_brackets(name: str) -> list[str]:
    """ "Kingcome Inlet (Gwa'yi)" goes by either part of its name."""
    before, opened, rest = name.partition("(")
    return [before.strip(), rest.strip(" )")] if opened and before.strip() else []


def read_region(text: str, places: Places, *, search: bool) -> Reading:
    """A region's code. Nothing is kept of it but a check, so that an unknown region is only doubtful."""
    plain = line(text)
    if not plain:
        return NOTHING
    code = places.regions.find(plain)
    if code is not None:
        return Reading(code)
    near = [places.regions.label(found) for found in places.regions.near(plain)] if search else []
    return doubtful(None, words("No region is called “%(name)s”. The home community tells the region.", name=plain), *near)


def read_home(text: str, region: str | None, places: Places, *, search: bool) -> Reading:
    """The home community. `region` is what the region column says, None where it says nothing."""
    plain = line(text)
    if not plain:
        return NOTHING
    keys = places.in_region(places.names.find_all(plain), region)
    if len(keys) == 1:
        return _checked(keys[0], region, places)
    if keys:
        message = words("Several communities are called “%(name)s”. Say which.", name=plain)
        return problem(message, *(places.full_name(key) for key in keys))
    return _misspelt(plain, region, places, search=search)


def _checked(key: str, region: str | None, places: Places) -> Reading:
    own = places.region_of(key)
    if region is None or region == own:
        return Reading(key)
    return doubtful(
        key,
        words(
            "%(community)s is in %(own)s. The region column says %(region)s.",
            community=places.names.label(key),
            own=places.regions.label(own),
            region=places.regions.label(region),
        ),
    )


def _misspelt(plain: str, region: str | None, places: Places, *, search: bool) -> Reading:
    near = places.names.near(plain) if search else ()
    offers = tuple(Suggestion(places.full_name(key)) for key in near)
    if near and region is not None and places.region_of(near[0]) != region:
        message = words(
            "No community is called “%(name)s”. %(near)s is in %(own)s, but the region column says %(region)s.",
            name=plain,
            near=places.names.label(near[0]),
            own=places.regions.label(places.region_of(near[0])),
            region=places.regions.label(region),
        )
    elif near:
        message = words("No community is called “%(name)s”. Is it %(near)s?", name=plain, near=places.names.label(near[0]))
    else:
        message = words("No community is called “%(name)s”.", name=plain)
    return Reading(None, (Finding(message, offers, entries=(plain,), adds_to="communities"),))


def read_served(text: str, region: str | None, places: Places, *, search: bool) -> Reading:
    """Other communities served. A name that two communities share is read as the one in the organization's own region."""
    parts = parts_of(text, places.names)
    unknown = tuple(part.text for part in parts if not part.keys)
    if unknown:
        message = words("No community is called so: %(names)s.", names=unknown)
        offers = _mended(parts, places, search=search)
        return Reading(None, (Finding(message, offers, entries=unknown, adds_to="communities"),))
    chosen = [places.in_region([str(key) for key in part.keys], region) for part in parts]
    unclear = next((keys for keys in chosen if len(keys) > 1), None)
    if unclear is not None:
        name = places.names.label(unclear[0])
        return problem(words("Several communities are called “%(name)s”. Say which.", name=name), *map(places.full_name, unclear))
    keys = tuple(dict.fromkeys(keys[0] for keys in chosen))
    return Reading(keys) if keys else NOTHING


def _mended(parts: Sequence[Part], places: Places, *, search: bool) -> tuple[Suggestion, ...]:
    known = "; ".join(places.unambiguous_name(str(part.keys[0])) for part in parts if part.keys)
    left_out = Suggestion(known, LEAVE_OUT.label)
    nearest = {part.text: places.names.near(part.text, 1) for part in parts if not part.keys} if search else {}
    if not nearest or not all(nearest.values()):
        return (left_out,)
    keys = [str(part.keys[0]) if part.keys else nearest[part.text][0] for part in parts]
    return Suggestion("; ".join(map(places.unambiguous_name, keys))), left_out
