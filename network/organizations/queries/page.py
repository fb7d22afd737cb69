"""Everything that an organization's page shows, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
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
)
from network.organizations.queries.contacts import ContactLine, contacts
from network.organizations.queries.history import CONFIDENTIAL, SPOKEN, Happening, history
from network.organizations.queries.sight import visible_to
from network.organizations.rules.values import Span
from network.places.models import Community, Region
from network.policy import Permission, can
from network.settings.rules import Catalogue
from network.storage.db import db

LAST_FACTS = 12
LAST_CONTACTS = 5


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
    regions = _regions(organization_id)
    resource = _Resource(organization_id, tuple(code for code, _ in regions))
    keeps_bars = can(actor, Permission.DO_NOT_PAIR, resource)
    keeps_contact = can(actor, Permission.CONTACT_LOG, resource)
    ids = (organization_id, *db.session.scalars(select(Organization.id).where(Organization.merged_into_id == organization_id)))
    return OrganizationPage(
        facts=facts,
        home=home,
        served=_served(organization_id),
        regions=regions,
        chosen=_chosen(organization_id),
        free=_free(organization_id),
        own=_own(organization_id),
        people=_people(organization_id),
        do_not_pair=barred(organization_id) if keeps_bars else (),
        contacts=contacts((organization_id,), LAST_CONTACTS) if keeps_contact else (),
        history=history(ids, CONFIDENTIAL if keeps_bars else SPOKEN, lists, home.time_zone, LAST_FACTS),
    )


@dataclass(frozen=True, slots=True)
class _Resource:
    """What the policy asks of an organization."""

    id: UUID
    region_codes: tuple[str, ...]


def _facts(actor: Actor, organization_id: UUID) -> tuple[Facts, Place]:
    keeps_notes = can(actor, Permission.DO_NOT_PAIR)
    confirmer = aliased(Person)
    own = Organization
    asked = (
        visible_to(actor)
        .where(own.id == organization_id)
        .join(Community, Community.id == own.community_id)
        .join(Region, Region.code == Community.region_code)
        .outerjoin(confirmer, confirmer.id == own.confirmed_by_id)
        .with_only_columns(
            own.id, own.name, own.kind, own.mandate, own.status, own.status_on, own.confirmed_on, own.capacity,
            own.wants_mentor, own.waiting_since, own.territories, own.about, own.contact_email, own.phone, own.reach_note,
            own.website, own.notes, confirmer.name, Region.code, Region.name,
            Community.id, Community.name, Community.latitude, Community.longitude, Community.time_zone, Community.region_code,
        )
    )  # fmt: skip
    row = db.session.execute(asked).one_or_none()
    if row is None:
        raise NotFound(str(organization_id))
    values = list(row)
    if not keeps_notes:
        values[16] = ""
    return Facts(*values[:20]), Place(*values[20:])


def _chosen(organization_id: UUID) -> dict[str, tuple[str, ...]]:
    asked = (
        select(OrganizationChoice.list, OrganizationChoice.code)
        .where(OrganizationChoice.organization_id == organization_id)
        .order_by(OrganizationChoice.position, OrganizationChoice.code)
    )
    found: dict[str, list[str]] = {}
    for name, code in db.session.execute(asked).tuples():
        found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def _served(organization_id: UUID) -> tuple[Place, ...]:
    asked = (
        select(Community.id, Community.name, Community.latitude, Community.longitude, Community.time_zone, Community.region_code)
        .join(OrganizationCommunity, OrganizationCommunity.community_id == Community.id)
        .where(OrganizationCommunity.organization_id == organization_id)
        .order_by(Community.folded, Community.id)
    )
    return tuple(Place(*row) for row in db.session.execute(asked))


def _regions(organization_id: UUID) -> tuple[tuple[str, str], ...]:
    asked = (
        select(Region.code, Region.name)
        .join(OrganizationRegion, OrganizationRegion.region_code == Region.code)
        .where(OrganizationRegion.organization_id == organization_id)
        .order_by(Region.position, Region.code)
    )
    return tuple((code, name) for code, name in db.session.execute(asked).tuples())


def _free(organization_id: UUID) -> tuple[Span, ...]:
    asked = select(FreeTime.weekday, FreeTime.starts, FreeTime.ends).where(FreeTime.organization_id == organization_id)
    found = db.session.execute(asked.order_by(FreeTime.weekday, FreeTime.starts)).tuples()
    return tuple((weekday, starts, ends) for weekday, starts, ends in found)


def _own(organization_id: UUID) -> tuple[tuple[str, str], ...]:
    asked = (
        select(OwnField.label, OwnValue.text)
        .join(OwnValue, OwnValue.own_field_id == OwnField.id)
        .where(OwnValue.organization_id == organization_id, OwnValue.text != "")
        .order_by(OwnField.position, OwnField.label)
    )
    return tuple((label, text) for label, text in db.session.execute(asked).tuples())


def _people(organization_id: UUID) -> tuple[PersonLine, ...]:
    asked = (
        select(Person.id, Person.name, Membership.is_lead)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organization_id == organization_id, Membership.ended_at.is_(None))
        .order_by(Membership.is_lead.desc(), Person.name, Person.id)
    )
    return tuple(PersonLine(*row) for row in db.session.execute(asked))


def barred(organization_id: UUID) -> tuple[Barred, ...]:
    """Whom it must not be paired with, from whichever side that was said. The caller has asked the policy."""
    asked = (
        select(Organization.id, Organization.name, DoNotPair.reason)
        .join(
            DoNotPair,
            or_(
                (DoNotPair.organization_id == organization_id) & (DoNotPair.other_id == Organization.id),
                (DoNotPair.other_id == organization_id) & (DoNotPair.organization_id == Organization.id),
            ),
        )
        .order_by(Organization.folded, Organization.id)
    )
    return tuple(Barred(*row) for row in db.session.execute(asked))
