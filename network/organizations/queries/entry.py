"""An organization's entry as a form holds it: every field that can be changed, in one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from network.organizations.models import (
    FreeTime,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OrganizationRegion,
    OwnField,
    OwnValue,
)
from network.organizations.rules.values import Span
from network.places.models import Community
from network.storage.db import db
from network.storage.reading import rows

# The draft's fields that hold codes, and the names of the lists that they come from.
LISTS: Mapping[str, str] = {
    "services": "service",
    "populations": "population",
    "work_settings": "work_setting",
    "languages": "language",
    "ways": "way",
    "teaches": "topic",
    "wants": "topic",
}
# The same fields, and what `OrganizationChoice.list` calls them.
STORED: Mapping[str, str] = {name: name if name in ("teaches", "wants") else of for name, of in LISTS.items()}
ORDERED = frozenset({"wants"})  # in order of priority; in the others order says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDraft:
    """Everything about an organization that somebody can write. Codes name entries of the lists.

    `regions` are those served besides the regions of its communities; `free` holds (weekday, first minute, minute after
    the last) on the home community's clock; `own` the network's own fields.
    """

    name: str
    kind: str
    mandate: str
    status: str
    community_id: UUID
    also_serves: tuple[UUID, ...] = ()
    regions: tuple[str, ...] = ()
    territories: str = ""
    about: str = ""
    services: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    work_settings: tuple[str, ...] = ()
    capacity: int = 0
    teaches: tuple[str, ...] = ()
    wants_mentor: bool = False
    waiting_since: date | None = None
    wants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    free: tuple[Span, ...] = ()
    contact_email: str = ""
    phone: str = ""
    reach_note: str = ""
    website: str = ""
    notes: str = ""
    own: Mapping[UUID, str] = field(default_factory=dict)


PLAIN = tuple(
    one.name
    for one in fields(OrganizationDraft)
    if one.name not in LISTS and one.name not in ("also_serves", "regions", "free", "own")
)


def draft_of(row: Organization) -> OrganizationDraft:
    """The entry as it stands: five small statements."""
    mine = row.id
    chosen: dict[str, list[str]] = {}
    asked = select(OrganizationChoice.list, OrganizationChoice.code).where(OrganizationChoice.organization_id == mine)
    for name, code in db.session.execute(asked.order_by(OrganizationChoice.position, OrganizationChoice.code)).tuples():
        chosen.setdefault(name, []).append(code)
    served = dict(
        db.session.execute(
            select(Community.id, Community.region_code)
            .join(OrganizationCommunity, OrganizationCommunity.community_id == Community.id)
            .where(OrganizationCommunity.organization_id == mine)
            .order_by(Community.folded, Community.id)
        )
        .tuples()
        .all()
    )
    home = db.session.scalar(select(Community.region_code).where(Community.id == row.community_id))
    regions = db.session.scalars(select(OrganizationRegion.region_code).where(OrganizationRegion.organization_id == mine)).all()
    free = select(FreeTime.weekday, FreeTime.starts, FreeTime.ends).where(FreeTime.organization_id == mine)
    own = db.session.execute(select(OwnValue.own_field_id, OwnValue.text).where(OwnValue.organization_id == mine)).tuples()
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    values |= {name: tuple(chosen.get(stored, ())) for name, stored in STORED.items()}
    return OrganizationDraft(
        **values,
        also_serves=tuple(served),
        regions=tuple(sorted(set(regions) - {home, *served.values()})),
        free=tuple(sorted((day, starts, ends) for day, starts, ends in db.session.execute(free).tuples())),
        own=dict(own.all()),
    )


def differing(one: OrganizationDraft, other: OrganizationDraft) -> tuple[str, ...]:
    """The fields in which two drafts differ. Order counts only where it is a priority."""
    return tuple(
        each.name
        for each in fields(OrganizationDraft)
        if _compared(each.name, getattr(one, each.name)) != _compared(each.name, getattr(other, each.name))
    )


def _compared(name: str, value: object) -> object:
    if isinstance(value, tuple) and name not in ORDERED:
        return frozenset(value)
    return {key: text for key, text in value.items() if text} if isinstance(value, Mapping) else value


_OWN_FIELDS = select(OwnField.id, OwnField.label).order_by(OwnField.position, OwnField.label)


def own_fields() -> tuple[tuple[UUID, str], ...]:
    """The network's own fields in their order: id and label."""
    return tuple((id, label) for id, label in rows(_OWN_FIELDS))
