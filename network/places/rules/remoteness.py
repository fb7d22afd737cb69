"""How remote a community is, and why that is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.places.rules.distance import in_a_straight_line, nearest
from network.places.rules.values import Access, CommunityEntry, Named

LARGE_POPULATION = 50_000

# What a way of arriving adds to each distance, in km: a default to tune, not a measurement.
ACCESS_ADDS_KM: dict[Access, int] = {
    Access.ROAD: 0,
    Access.UNKNOWN: 0,
    Access.FERRY: 100,
    Access.RESOURCE_ROAD: 150,
    Access.WINTER_ROAD: 200,
    Access.FLY_IN: 300,
}

_ACCESS_WHY: dict[Access, Words] = {
    Access.FERRY: words("People get there by ferry or boat."),
    Access.RESOURCE_ROAD: words("The way there is a long gravel road, often closed."),
    Access.WINTER_ROAD: words("The road there is open in winter only."),
    Access.FLY_IN: words("People get there by plane."),
}


@dataclass(frozen=True, slots=True)
class Remoteness:
    """Distances are km in a straight line; None where the network has no such place at all."""

    support_km: float | None
    support_name: str
    centre_km: float | None
    centre_name: str
    access: Access
    score: int
    why: tuple[Words, ...]


def centres(communities: Sequence[CommunityEntry]) -> tuple[CommunityEntry, ...]:
    """The communities that count as large, in the order given."""
    return tuple(community for community in communities if community.population > LARGE_POPULATION)


def remoteness(place: Named, access: Access, support: Sequence[Named], large: Sequence[Named]) -> Remoteness:
    """`support`: home communities of active organizations with a sex work mandate. `large`: places above 50,000 people.

    The score is km: the distance to the nearest support plus half of that to the nearest large place (support weighs most,
    for it is what a pairing stands in for), plus what the way of arriving adds. With no support or no large place at
    all, that distance counts as 1,500 km.
    """
    support_found, large_found = nearest(place, support), nearest(place, large)
    support_km = support_found[1] if support_found else None
    large_km = large_found[1] if large_found else None
    far = 1500.0
    total = (far if support_km is None else support_km) + (far if large_km is None else large_km) / 2 + ACCESS_ADDS_KM[access]
    return Remoteness(
        support_km=support_km,
        support_name=support_found[0].name if support_found else "",
        centre_km=large_km,
        centre_name=large_found[0].name if large_found else "",
        access=access,
        score=round(total),
        why=(_support_why(support_found), _large_why(large_found), *([_ACCESS_WHY[access]] if access in _ACCESS_WHY else [])),
    )


def _support_why(found: tuple[Named, float] | None) -> Words:
    if found is None:
        return words("No active organization with a sex work mandate is on the list.")
    if found[1] < 1:
        return words("An organization with a sex work mandate is in the same community.")
    return words(
        "The nearest organization with a sex work mandate is in %(place)s, %(distance)s.",
        place=found[0].name,
        distance=in_a_straight_line(found[1]),
    )


def _large_why(found: tuple[Named, float] | None) -> Words:
    if found is None:
        return words("No community above 50,000 people is on the list.")
    if found[1] < 1:
        return words("It has more than 50,000 people.")
    return words(
        "The nearest community above 50,000 people is %(place)s, %(distance)s.",
        place=found[0].name,
        distance=in_a_straight_line(found[1]),
    )
