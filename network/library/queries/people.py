"""Who can keep a document true, and for whom one can write."""

from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import Person, RoleHolding
from network.kernel.actor import Actor, Role
from network.organizations.models import Membership, Organization
from network.storage.reading import rows


def stewards_of(organization_id: UUID | None) -> list[tuple[UUID, str]]:
    """The people who can keep a document of this organization true; coordinators where the network keeps it. One statement."""
    return [(id, name) for id, name in rows(_able(organization_id).order_by(func.lower(Person.name), Person.id))]


def is_steward(organization_id: UUID | None, person_id: UUID | None) -> bool:
    """Whether she can still. One statement."""
    return person_id is not None and bool(rows(_able(organization_id).where(Person.id == person_id)))


def keepers_for(actor: Actor) -> tuple[tuple[UUID | None, str], ...]:
    """For whom she can write: her organizations, and the network where she is its staff; an empty name is the network's."""
    own = tuple((id, name) for id, name in actor.organizations)
    return (*own, *(((None, ""),) if actor.is_staff else ()))


def _able(organization_id: UUID | None) -> Select[tuple[UUID, str]]:
    asked = select(Person.id, Person.name).where(Person.is_suspended.is_(False))
    if organization_id is None:
        return asked.where(Person.id.in_(select(RoleHolding.person_id).where(RoleHolding.role == Role.COORDINATOR)))
    member = select(Membership.person_id).join(Organization, Organization.id == Membership.organization_id)
    current = (Membership.organization_id == organization_id, Membership.ended_at.is_(None), Organization.status != "closed")
    return asked.where(Person.id.in_(member.where(*current)))
