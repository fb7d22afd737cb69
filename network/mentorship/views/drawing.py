"""The map of a plan: a point for each organization, a line for each pair."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from network.mentorship.queries import SecondView
from network.mentorship.queries.shapes import PairLine
from network.organizations.queries.homes import PlaceView
from network.places.rules.map.drawing import draw
from network.places.rules.map.values import PANEL, Drawing, Options, Point, Sign, Tie
from network.places.rules.outline import Land

MOST_DRAWN = 150
"""Organizations on one map: with more, nobody could read it, and laying it out would take seconds."""
NO_SECONDS: Mapping[UUID, SecondView] = MappingProxyType({})
CHOSEN = 2
STRONG = 1


def drawn_plan(
    lines: Iterable[PairLine],
    ground: Land | None,
    chosen: UUID | None,
    options: Options = PANEL,
    *,
    seconds: Mapping[UUID, SecondView] = NO_SECONDS,
) -> Drawing | None:
    """Discs for mentors, rings for those served, dashed rings for those left out. None where there is no land to draw on."""
    return None if ground is None else _drawn(tuple(lines), ground, chosen, options, tuple(seconds.items()))


@lru_cache(maxsize=16)
def _drawn(
    lines: tuple[PairLine, ...], ground: Land, chosen: UUID | None, options: Options, others: tuple[tuple[UUID, SecondView], ...]
) -> Drawing:
    """Cached by the lines: a page that is read again has the same, and finding their drawing costs less than their points do."""
    points: dict[str, Point] = {}
    ties: list[Tie] = []
    seconds = dict(others)
    for line in lines:
        is_chosen = line.mentee.id == chosen
        sign = Sign.RING if line.mentor else Sign.UNSERVED
        points[str(line.mentee.id)] = _point(line.mentee, sign, CHOSEN if is_chosen else 0)
        second = seconds.get(line.mentee.id)
        for mentor, state in ((line.mentor, _state(line)), (second and second.mentor, _second_state(second))):
            if mentor:
                key = f"mentor-{mentor.id}"
                before = points.get(key)
                strength = CHOSEN if is_chosen or (before and before.emphasis == CHOSEN) else STRONG
                points[key] = _point(mentor, Sign.DISC, strength, key)
                ties.append(Tie(key, str(line.mentee.id), "chosen" if is_chosen else state))
    return draw(tuple(points.values()), tuple(ties), ground, options)


def _point(place: PlaceView, sign: Sign, emphasis: int, key: str = "") -> Point:
    return Point(key or str(place.id), place.community, place.latitude, place.longitude, sign, emphasis)


def _second_state(second: SecondView | None) -> str:
    if second and second.is_kept:
        return "published"
    return "locked" if second and second.is_locked else "proposed"


def _state(line: PairLine) -> str:
    if line.is_kept:
        return "published"
    return "locked" if line.is_locked else "proposed"
