"""Where one more place would help most: worked out once when a plan is kept, since a plan never changes."""

from collections.abc import Iterable, Mapping
from typing import Any

TIERS = ("3", "2", "1")
MOST = 3


def places_and_openings(mentors: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Of the mentors of a plan, as the process that solves tells them: all places, and the best openings, best first.

    An opening is [the mentor's id, the id of whom one more place would bring or None, its tier if it is one].
    """
    known = list(mentors)
    helping = [each for each in known if sum(each["one_more"]["lost"].values()) < 0]
    helping.sort(key=_rank)
    return {
        "places": sum(each["places"] for each in known),
        "openings": [[each["mentor"], each["one_more"]["brings"], tier_gained(each["one_more"])] for each in helping[:MOST]],
    }


def tier_gained(price: Mapping[str, Any]) -> int | None:
    """The tier of the one more that would be served; None when several tiers change."""
    gained = [int(tier) for tier, lost in price["lost"].items() if lost]
    return gained[0] if len(gained) == 1 else None


def _rank(each: Mapping[str, Any]) -> tuple[Any, ...]:
    price = each["one_more"]
    ahead = price.get("ahead", {})
    return (
        *(lost for tier in TIERS for lost in (price["lost"].get(tier, 0), ahead.get(tier, 0))),
        price["fit"],
        each["mentor"],
    )
