"""Everything that an organization's page shows, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, or_, select
from sqlalchemy.orm import aliased

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import (
    DoNotPair,
    FreeTime,
    Membership,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OrganizationRegion,
    OwnField,
    OwnValue,
    ServiceStatus,
)
from network.organizations.queries.contacts import ContactLine, contacts
from network.organizations.queries.history import CONFIDENTIAL, SPOKEN, Happening, history
from network.organizations.queries.services import TOLD, ServiceLine
from network.organizations.queries.sight import visible_to
from network.organizations.rules.values import Span
from network.places.models import Community, Region
from network.policy import Permission, can
from network.settings.rules import Catalogue
from network.storage.reading import first, rows

LAST_FACTS = 12
LAST_CONTACTS = 5

# The page's statements, made once: making them anew for each page would cost more than the database does.
MINE = bindparam("mine", type_=Uuid)
_PLACE = (Community.id, Community.name, Community.latitude, Community.longitude, Community.time_zone, Community.region_code)
_MERGED = select(Organization.id).where(Organization.merged_into_id == MINE)
_CHOSEN = (
    select(OrganizationChoice.list, OrganizationChoice.code, ServiceStatus.state, ServiceStatus.as_of)
    .outerjoin(ServiceStatus, TOLD)
    .where(OrganizationChoice.organization_id == MINE)
    .order_by(OrganizationChoice.position, OrganizationChoice.code)
)
_SERVED = (
    select(*_PLACE)
    .join(OrganizationCommunity, OrganizationCommunity.community_id == Community.id)
    .where(OrganizationCommunity.organization_id == MINE)
    .order_by(Community.folded, Community.id)
)
_REGIONS = (
    select(Region.code, Region.name)
    .join(OrganizationRegion, OrganizationRegion.region_code == Region.code)
    .where(OrganizationRegion.organization_id == MINE)
    .order_by(Region.position, Region.code)
)
_FREE = (
    select(FreeTime.weekday, FreeTime.starts, FreeTime.ends)
    .where(FreeTime.organization_id == MINE)
    .order_by(FreeTime.weekday, FreeTime.starts)
)
_OWN = (
    select(OwnField.label, OwnValue.text)
    .join(OwnValue, OwnValue.own_field_id == OwnField.id)
    .where(OwnValue.organization_id == MINE, OwnValue.text != "")
    .order_by(OwnField.position, OwnField.label)
)
_PEOPLE = (
    select(Person.id, Person.name, Membership.is_lead)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.organization_id == MINE, Membership.ended_at.is_(None))
    .order_by(Membership.is_lead.desc(), Person.name, Person.id)
)
_BARRED = (
    select(Organization.id, Organization.name, DoNotPair.reason)
    .join(
        DoNotPair,
        or_(
            (DoNotPair.organization_id == MINE) & (DoNotPair.other_id == Organization.id),
            (DoNotPair.other_id == MINE) & (DoNotPair.organization_id == Organization.id),
        ),
    )
    .order_by(Organization.folded, Organization.id)
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The organization's own row, with the names of its home, its region and who confirmed it."""

    id: UUID
    name: str
    kind: str
    mandate: str
    status: str
    status_on: date | None
    confirmed_on: date | None
    capacity: int
    wants_mentor: bool
    waiting_since: date | None
    territories: str
    about: str
    contact_email: str
    phone: str
    reach_note: str
    website: str
    notes: str
    confirmed_by: str | None
    region_code: str
    region: str


@dataclass(frozen=True, slots=True)
class Place:
    """A community as the page and its map need it. Degrees."""

    id: UUID
    name: str
    latitude: float
    longitude: float
    time_zone: str
    region_code: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of the organization: no address, no number."""

    id: UUID
    name: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Barred:
    """An organization that must not be paired with this one, and why. Coordinators only."""

    id: UUID
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """The page as a value. `do_not_pair`, `notes` and `contacts` are empty for those whom the policy doesn't let see them."""

    facts: Facts
    home: Place
    served: tuple[Place, ...]
    regions: tuple[tuple[str, str], ...]
    chosen: dict[str, tuple[str, ...]]
    services: tuple[ServiceLine, ...]
    free: tuple[Span, ...]
    own: tuple[tuple[str, str], ...]
    people: tuple[PersonLine, ...]
    do_not_pair: tuple[Barred, ...]
    contacts: tuple[ContactLine, ...]
    history: tuple[Happening, ...]

    @property
    def id(self) -> UUID:
        return self.facts.id

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The regions served, for the policy."""
        return tuple(code for code, _ in self.regions)


def page(actor: Actor, organization_id: UUID, lists: Catalogue) -> OrganizationPage:
    """The page of one organization. Raises `NotFound`."""
    facts, home = _facts(actor, organization_id)
    regions = _rows(_REGIONS, organization_id)
    resource = _Resource(organization_id, tuple(code for code, _ in regions))
    keeps_bars = can(actor, Permission.DO_NOT_PAIR, resource)
    keeps_contact = can(actor, Permission.CONTACT_LOG, resource)
    chosen, services = _chosen(organization_id)
    ids = (organization_id, *(id for (id,) in _rows(_MERGED, organization_id)))
    return OrganizationPage(
        facts=facts,
        home=home,
        served=tuple(Place(*row) for row in _rows(_SERVED, organization_id)),
        regions=tuple((code, name) for code, name in regions),
        chosen=chosen,
        services=services,
        free=tuple((day, starts, ends) for day, starts, ends in _rows(_FREE, organization_id)),
        own=tuple((label, text) for label, text in _rows(_OWN, organization_id)),
        people=tuple(PersonLine(*row) for row in _rows(_PEOPLE, organization_id)),
        do_not_pair=barred(organization_id) if keeps_bars else (),
        contacts=contacts(organization_id, LAST_CONTACTS) if keeps_contact else (),
        history=history(ids, CONFIDENTIAL if keeps_bars else SPOKEN, lists, home.time_zone, LAST_FACTS),
    )


@dataclass(frozen=True, slots=True)
class _Resource:
    """What the policy asks of an organization."""

    id: UUID
    region_codes: tuple[str, ...]


@cache
def _facts_in(scope: Select[tuple[Organization]]) -> Select[Any]:
    """The statement for the organization's row, made once for each scope."""
    confirmer, own = aliased(Person), Organization
    return (
        scope.where(own.id == MINE)
        .join(Community, Community.id == own.community_id)
        .join(Region, Region.code == Community.region_code)
        .outerjoin(confirmer, confirmer.id == own.confirmed_by_id)
        .with_only_columns(
            own.id, own.name, own.kind, own.mandate, own.status, own.status_on, own.confirmed_on, own.capacity,
            own.wants_mentor, own.waiting_since, own.territories, own.about, own.contact_email, own.phone, own.reach_note,
            own.website, own.notes, confirmer.name, Region.code, Region.name, *_PLACE,
        )
    )  # fmt: skip


def _facts(actor: Actor, organization_id: UUID) -> tuple[Facts, Place]:
    row = first(_facts_in(visible_to(actor)), {"mine": organization_id})
    if row is None:
        raise NotFound(str(organization_id))
    facts = Facts(*row[:20])
    return facts if can(actor, Permission.DO_NOT_PAIR) else replace(facts, notes=""), Place(*row[20:])


def _chosen(organization_id: UUID) -> tuple[dict[str, tuple[str, ...]], tuple[ServiceLine, ...]]:
    """Codes by list, and the services once more with how they stand."""
    found: dict[str, list[str]] = {}
    services = []
    for name, code, state, as_of in _rows(_CHOSEN, organization_id):
        found.setdefault(name, []).append(code)
        if name == "service":
            services.append(ServiceLine(code, state or "", as_of))
    return {name: tuple(codes) for name, codes in found.items()}, tuple(services)


def barred(organization_id: UUID) -> tuple[Barred, ...]:
    """Whom it must not be paired with, from whichever side that was said. The caller has asked the policy."""
    return tuple(Barred(*row) for row in _rows(_BARRED, organization_id))


def _rows(statement: Select[Any], organization_id: UUID) -> Sequence[tuple[Any, ...]]:
    return rows(statement, {"mine": organization_id})
