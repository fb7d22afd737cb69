"""Where an organization is, as a small map."""

from functools import lru_cache

from network.organizations.queries import Place
from network.places.rules.map.drawing import draw
from network.places.rules.map.values import MINI, Drawing, Point, Sign
from network.places.rules.outline import Land

MOST_DRAWN = 40


def where(home: Place, served: tuple[Place, ...], land: Land | None) -> Drawing | None:
    """Its home as a disc, what else it serves as rings. None where no land was loaded."""
    return None if land is None else _drawn(home, served[:MOST_DRAWN], land)


@lru_cache(maxsize=256)
def _drawn(home: Place, served: tuple[Place, ...], land: Land) -> Drawing:
    rings = (Point(str(place.id), place.name, place.latitude, place.longitude, Sign.RING) for place in served)
    return draw((Point(str(home.id), home.name, home.latitude, home.longitude, Sign.DISC, 1), *rings), (), land, MINI)
