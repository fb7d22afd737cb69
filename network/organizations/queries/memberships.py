"""Who belongs to which organization."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from network.accounts.models import Person, TermsAcceptance
from network.accounts.queries import owes
from network.accounts.rules.terms import Audience
from network.kernel.actor import Actor
from network.organizations.models import Membership, Organization
from network.organizations.queries.sight import get
from network.places.models import Community
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class Belonging:
    """An organization that somebody belongs to now; `owes_terms` where she leads it and no lead accepted the newest for it."""

    id: UUID
    name: str
    is_lead: bool
    owes_terms: bool


_MINE = (  # made once: the door asks it in every request
    select(
        Membership.organization_id,
        Organization.name,
        Membership.is_lead,
        and_(
            Membership.is_lead,
            owes(Audience.ORGANIZATION, TermsAcceptance.organization_id == Membership.organization_id),
        ),
    )
    .join(Organization, Organization.id == Membership.organization_id)
    .where(Membership.person_id == bindparam("id"), Membership.ended_at.is_(None), Organization.status != "closed")
    .order_by(Membership.is_lead.desc(), Organization.folded, Organization.id)
)


def memberships_of(person_id: UUID) -> list[Belonging]:
    """The organizations a person belongs to now, those that she leads first, then by name. A closed one has no members."""
    return [Belonging(*row) for row in rows(_MINE, {"id": person_id})]


def words_of(person_id: UUID) -> list[str]:
    """The names and towns of what somebody belongs to."""
    asked = select(Organization.name, Community.name).join(Membership, Membership.organization_id == Organization.id)
    mine = asked.join(Community, Community.id == Organization.community_id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    return [text for row in db.session.execute(mine).tuples() for text in row]


def words_of_organization(organization_id: UUID | None) -> list[str]:
    """The name and town of one, for somebody who is to belong to it."""
    asked = select(Organization.name, Community.name).join(Community, Community.id == Organization.community_id)
    return [text for row in db.session.execute(asked.where(Organization.id == organization_id)).tuples() for text in row]


def successors(actor: Actor, organization_id: UUID) -> list[tuple[UUID, str]]:
    """The members to whom a lead could hand over, by name: those who can sign in and don't lead."""
    authorize(actor, Permission.ORGANIZATION_HAND_OVER, get(actor, organization_id))
    asked = select(Person.id, Person.name).join(Membership, Membership.person_id == Person.id)
    current = (Membership.organization_id == organization_id, Membership.ended_at.is_(None), Membership.is_lead.is_(False))
    able = asked.where(*current, Person.is_suspended.is_(False), Person.id != actor.person_id)
    return [(key, name) for key, name in db.session.execute(able.order_by(Person.name, Person.id)).tuples()]
