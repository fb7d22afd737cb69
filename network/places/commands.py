"""What can be done with places: load a data set, add a community, correct one."""

import hashlib
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.places import queries
from network.places.events import CommunityAdded, CommunityChanged, PlacesLoaded
from network.places.models import Community, ProvinceOutline, Region
from network.places.rules.loading import DataSet
from network.places.rules.values import CommunityEntry
from network.policy import Permission, authorize
from network.storage.db import db

BY_HAND = "added by hand"


@dataclass(frozen=True, slots=True)
class CommunityDraft:
    """A community as somebody types it. Degrees north and east; a population of 0 is not known."""

    name: str
    region_code: str
    latitude: float
    longitude: float
    time_zone: str
    access: str
    population: int = 0
    also_known_as: tuple[str, ...] = ()


@command
def load_places(actor: Actor, data: DataSet, outline: str) -> None:
    """Load a data set: regions and communities by name. What somebody corrected by hand stays; nothing is removed."""
    authorize(actor, Permission.PLACES_LOAD)
    for region in data.regions:
        db.session.merge(Region(**asdict(region)))
    db.session.flush()  # communities refer to regions
    known = {(row.folded, row.district): row for row in db.session.scalars(select(Community))}
    added = changed = 0
    for entry in data.communities:
        row = known.get((fold(entry.name), entry.district))
        if row is None:
            db.session.add(Community(id=uuid4(), changed_at=clock.now(), **_values(entry)))
            added += 1
        elif row.checked_on is None and any(getattr(row, name) != value for name, value in _values(entry).items()):
            for name, value in _values(entry).items():
                setattr(row, name, value)
            row.changed_at = clock.now()
            changed += 1
    db.session.merge(ProvinceOutline(id=1, digest=hashlib.sha256(outline.encode()).hexdigest(), geojson=outline))
    record(actor, PlacesLoaded(regions=len(data.regions), added=added, changed=changed))


@command
def add_community(actor: Actor, draft: CommunityDraft) -> UUID:
    """Add a community that the data set lacks."""
    authorize(actor, Permission.PLACE_EDIT)
    _refuse_twice(draft, None)
    row = Community(id=uuid4(), source=BY_HAND, is_approximate=True, district="", **_drafted(draft))
    db.session.add(row)
    record(actor, CommunityAdded(community_id=row.id))
    return row.id


@command
def edit_community(actor: Actor, community_id: UUID, draft: CommunityDraft) -> None:
    """Correct a community. From then on a data set no longer overwrites it."""
    row = queries.get(actor, community_id)
    authorize(actor, Permission.PLACE_EDIT)
    _refuse_twice(draft, community_id)
    for name, value in _drafted(draft).items():
        setattr(row, name, value)
    record(actor, CommunityChanged(community_id=community_id))


def _refuse_twice(draft: CommunityDraft, community_id: UUID | None) -> None:
    same = select(Community.id).where(Community.folded == fold(draft.name), Community.region_code == draft.region_code)
    if db.session.scalars(same.where(Community.id != community_id) if community_id else same).first() is not None:
        raise Invalid("name", words("This region has a community of this name already."))
    if db.session.get(Region, draft.region_code) is None:
        raise Invalid("region_code", words("Choose a region of the list."))


def _drafted(draft: CommunityDraft) -> dict[str, object]:
    return {**asdict(draft), **_named(draft), "checked_on": clock.today(), "changed_at": clock.now()}


def _values(entry: CommunityEntry) -> dict[str, object]:
    return {**asdict(entry), **_named(entry), "access": str(entry.access)}


def _named(given: CommunityDraft | CommunityEntry) -> dict[str, object]:
    """Its names, and the same as searching compares them."""
    others = list(given.also_known_as)
    return {"also_known_as": others, "folded": fold(given.name), "also_folded": "\n".join(map(fold, others))}
