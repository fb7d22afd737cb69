"""What can be seen of places: everybody who is signed in sees them all."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, false, or_, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.page import Page, cut
from network.kernel.refusals import NotFound
from network.places.models import Community, ProvinceOutline, Region
from network.places.rules.outline import Land, land, read_outline
from network.storage.db import db
from network.storage.reading import first, once, rows

PAGE = 50
HOME_ZONE = "America/Vancouver"  # until places are loaded


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region as lists show it."""

    code: str
    name: str
    time_zone: str


def visible_to(actor: Actor) -> Select[tuple[Community]]:
    """All communities, for whoever is known."""
    return select(Community) if actor.is_known else select(Community).where(false())


def get(actor: Actor, community_id: UUID) -> Community:
    """One community. Raises `NotFound`."""
    row = db.session.scalar(visible_to(actor).where(Community.id == community_id))
    if row is None:
        raise NotFound(str(community_id))
    return row


# Made once: most pages ask them.
_REGIONS = select(Region.code, Region.name, Region.time_zone).order_by(Region.position, Region.name)
_DIGEST = select(ProvinceOutline.digest).where(ProvinceOutline.id == 1)


def regions() -> tuple[RegionView, ...]:
    """The regions in their own order."""
    return once("regions", lambda: tuple(RegionView(*row) for row in rows(_REGIONS)))


def zone() -> str:
    """The clock of most regions, for moments that belong to no place. One statement."""
    zones = [region.time_zone for region in regions()]
    return max(sorted(set(zones)), key=zones.count) if zones else HOME_ZONE


def today_in(zone_name: str | None) -> date:
    """What day it is there; by the clock of nowhere where none is known."""
    return clock.now().astimezone(ZoneInfo(zone_name)).date() if zone_name else clock.today()


def communities(actor: Actor, sought: str = "", region: str = "", after: str | None = None) -> Page[Community]:
    """One page of communities by name, narrowed by a part of a name (accents don't matter) and a region."""
    asked = visible_to(actor).order_by(Community.folded, Community.id)
    if sought:
        asked = asked.where(or_(Community.folded.contains(fold(sought), autoescape=True)))
    if region:
        asked = asked.where(Community.region_code == region)
    if after:
        asked = asked.where(Community.folded > after)
    return cut(db.session.scalars(asked.limit(PAGE + 1)).all(), PAGE, lambda row: row.folded, after=after)


def province() -> Land | None:
    """The land for maps, None before any was loaded. One small statement; drawn anew only when it changed."""
    found = first(_DIGEST)
    return None if found is None else _land(found[0])


@lru_cache(maxsize=4)
def _land(digest: str) -> Land:
    text = db.session.scalar(select(ProvinceOutline.geojson).where(ProvinceOutline.digest == digest))
    return land(read_outline(text or ""))
