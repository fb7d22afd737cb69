"""Which spaces can be entered, by whom, and what they are called."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select

from network.accounts.models import Person, RoleHolding
from network.kernel.actor import Actor, Entered, Role
from network.kernel.refusals import NotFound
from network.organizations.models import Membership, Organization, OrganizationRegion
from network.places.models import Region
from network.policy import Permission, can
from network.spaces.models import Space, SpaceAccess
from network.spaces.rules import Place, SpaceKind, standing_id
from network.storage.db import Row, db
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space in words: its kind, and the names of the region or of the organizations that it is for."""

    place: Place
    names: tuple[str, ...] = ()
    is_closed: bool = False


def entering(actor: Actor) -> Actor:
    """The same actor, who knows which spaces she enters: one statement, at the first question about one."""
    return replace(actor, entering=cache(lambda: _entered(actor)))


def _entered(actor: Actor) -> Entered:
    if not can(actor, Permission.ORGANIZATION_VIEW):
        return Entered()
    found = db.session.execute(select(Space.id, Space.closed_at).where(_open_to(actor)))
    return _split(found.tuples())


def entered_by(organization_ids: Iterable[UUID]) -> Entered:
    """The spaces into which these organizations were let. No statement for none, one for all others."""
    ids = tuple(organization_ids)
    return _split(rows(_LET_IN, {"ids": ids})) if ids else Entered()


_LET_IN = (
    select(SpaceAccess.space_id, Space.closed_at)
    .join(Space, Space.id == SpaceAccess.space_id)
    .where(SpaceAccess.organization_id.in_(bindparam("ids", expanding=True)))
)


def _split(found: Iterable[tuple[UUID, datetime | None]]) -> Entered:
    held = list(found)
    return Entered(frozenset(id for id, _ in held), frozenset(id for id, closed_at in held if closed_at is None))


def _open_to(actor: Actor) -> ColumnElement[bool]:
    """What a space must be for the actor to enter it. Who belongs to the network enters what all of it shares."""
    ids = tuple(actor.organization_ids)
    ways: list[ColumnElement[bool]] = [Space.kind == SpaceKind.NETWORK]
    if actor.is_coordinator:
        ways.append(Space.kind.in_((SpaceKind.REGION, SpaceKind.COORDINATORS)))
    elif actor.region_codes:
        ways.append(and_(Space.kind == SpaceKind.REGION, Space.region_code.in_(tuple(actor.region_codes))))
    if ids:
        served = select(OrganizationRegion.region_code).where(OrganizationRegion.organization_id.in_(ids))
        ways.append(and_(Space.kind == SpaceKind.REGION, Space.region_code.in_(served)))
        ways.append(Space.id.in_(select(SpaceAccess.space_id).where(SpaceAccess.organization_id.in_(ids))))
    return or_(*ways)


def readers_of(space_id: UUID) -> Select[tuple[UUID]]:
    """The people who enter a space now, whoever asks: for notices. The other side of `entering`."""
    at = select(Space.kind).where(Space.id == space_id).scalar_subquery()
    region = select(Space.region_code).where(Space.id == space_id).scalar_subquery()
    let_in = select(SpaceAccess.organization_id).where(SpaceAccess.space_id == space_id)
    serving = select(OrganizationRegion.organization_id).where(OrganizationRegion.region_code == region)
    member = select(Membership.person_id).join(Organization, Organization.id == Membership.organization_id)
    member = member.where(
        Membership.ended_at.is_(None),
        Organization.status != "closed",
        or_(at == SpaceKind.NETWORK, Organization.id.in_(let_in), and_(at == SpaceKind.REGION, Organization.id.in_(serving))),
    )
    staff = select(RoleHolding.person_id).where(
        or_(
            at == SpaceKind.NETWORK,
            and_(at.in_((SpaceKind.REGION, SpaceKind.COORDINATORS)), RoleHolding.role == Role.COORDINATOR),
            and_(at == SpaceKind.REGION, RoleHolding.role == Role.LIAISON, RoleHolding.region_code == region),
        )
    )
    return select(Person.id).where(Person.is_suspended.is_(False), or_(Person.id.in_(member), Person.id.in_(staff)))


def offered(actor: Actor) -> list[SpaceLine]:
    """Where the actor may put something: what exists, and what is founded by the first thing put there. Two statements."""
    if not can(actor, Permission.ORGANIZATION_VIEW):
        return []
    lines = [SpaceLine(Place(SpaceKind.NETWORK))]
    lines += [SpaceLine(Place(SpaceKind.REGION, code), (name,)) for code, name in _regions(actor)]
    lines += [SpaceLine(Place(SpaceKind.ORGANIZATION, str(id)), (name,)) for id, name in actor.organizations]
    own = tuple(actor.open_space_ids)
    lines += [line for line in described(own).values() if line.place.kind in {SpaceKind.PAIRING, SpaceKind.CIRCLE}]
    return lines + ([SpaceLine(Place(SpaceKind.COORDINATORS))] if actor.is_coordinator else [])


def let_in_of(place: Place, organization_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those among organizations who enter a space, founded or not. One statement at most."""
    ids = tuple(organization_ids)
    if place.kind is SpaceKind.NETWORK:
        return frozenset(ids)
    if place.kind is SpaceKind.REGION:
        serving = (OrganizationRegion.region_code == place.about, OrganizationRegion.organization_id.in_(ids))
        return frozenset(db.session.scalars(select(OrganizationRegion.organization_id).where(*serving)))
    if place.kind is SpaceKind.ORGANIZATION:
        return frozenset(id for id in ids if str(id) == place.about)
    if place.kind is SpaceKind.COORDINATORS:
        return frozenset()
    let_in = (SpaceAccess.space_id == UUID(place.about), SpaceAccess.organization_id.in_(ids))
    return frozenset(db.session.scalars(select(SpaceAccess.organization_id).where(*let_in)))


def _regions(actor: Actor) -> list[tuple[str, str]]:
    asked = select(Region.code, Region.name).order_by(Region.position, Region.code)
    if not actor.is_coordinator:
        ids = tuple(actor.organization_ids)
        served = select(OrganizationRegion.region_code).where(OrganizationRegion.organization_id.in_(ids))
        asked = asked.where(or_(Region.code.in_(tuple(actor.region_codes)), Region.code.in_(served)))
    return [(code, name) for code, name in db.session.execute(asked).tuples()]


def described(space_ids: Collection[UUID]) -> dict[UUID, SpaceLine]:
    """Spaces in words, for whoever may already see them. Two statements, however many."""
    ids = tuple(space_ids)
    asked = select(Space.id, Space.kind, Space.region_code, Space.about_id, Space.closed_at, Region.name)
    found = db.session.execute(asked.outerjoin(Region, Region.code == Space.region_code).where(Space.id.in_(ids))).tuples().all()
    names = defaultdict(list)
    shared = select(SpaceAccess.space_id, Organization.name).join(Organization, Organization.id == SpaceAccess.organization_id)
    for space_id, name in db.session.execute(shared.where(SpaceAccess.space_id.in_(ids)).order_by(Organization.folded)).tuples():
        names[space_id].append(name)
    return {
        id: SpaceLine(_place(SpaceKind(kind), id, code, about), (region,) if region else tuple(names[id]), closed is not None)
        for id, kind, code, about, closed, region in found
    }


def _place(kind: SpaceKind, space_id: UUID, region_code: str | None, about_id: UUID | None) -> Place:
    if kind in {SpaceKind.PAIRING, SpaceKind.CIRCLE}:
        return Place(kind, str(space_id))
    return Place(kind, region_code or (str(about_id) if kind is SpaceKind.ORGANIZATION and about_id else ""))


def region_codes_of(space_id: UUID) -> tuple[str, ...]:
    """The region that a space is for; empty for one that is for no region."""
    code = db.session.scalar(select(Space.region_code).where(Space.id == space_id))
    return (code,) if code else ()


def chosen(actor: Actor, place: Place) -> UUID:
    """The id of the space that a form named, founded or not. Raises NotFound where the actor may put nothing."""
    if place not in {line.place for line in offered(actor)}:
        raise NotFound(str(place))
    if place.kind in {SpaceKind.PAIRING, SpaceKind.CIRCLE}:
        return UUID(place.about)
    return standing_id(place.kind, place.about)


def is_founded(space_id: UUID) -> bool:
    """Whether something was put there before."""
    return db.session.get(Space, space_id) is not None


def lies_in(space_id: Any, *apart: str) -> ColumnElement[bool]:
    """Whether a row of any room lies in the space. Of the tables `apart`, and of who enters it, none is asked."""
    tables = (table for table in Row.metadata.sorted_tables if table.name not in (*apart, "space_access"))
    keys = (key for table in tables for key in table.foreign_keys)
    columns = (key.parent for key in keys if key.target_fullname == "space.id")
    return or_(false(), *(exists().where(column == space_id) for column in columns))
