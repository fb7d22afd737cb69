"""Who belongs to an organization: joined, left, handed over."""

from uuid import UUID

from sqlalchemy import func, select

from network.accounts.models import Person
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import LeadHandedOver, MemberAdded, MemberEnded, MemberLeft
from network.organizations.models import Membership
from network.policy import Permission, authorize
from network.storage.db import db


@command
def add_member(actor: Actor, organization_id: UUID, person_id: UUID, is_lead: bool) -> None:
    """Let somebody belong to an organization from now on. Who belongs already can only become its lead."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_PEOPLE, row)
    held = _held(organization_id, person_id)
    if held is None:
        db.session.add(Membership(person_id=person_id, organization_id=organization_id, is_lead=is_lead, began_at=clock.now()))
    else:
        held.is_lead = held.is_lead or is_lead
    record(actor, MemberAdded(organization_id=organization_id, person_id=person_id, is_lead=is_lead))


@command
def end_membership(actor: Actor, organization_id: UUID, person_id: UUID) -> None:
    """Let somebody belong no more: who may invite may also do this. The last lead goes only by a coordinator's hand."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.INVITATION_MAKE, row)
    held = _member(organization_id, person_id)
    if held.is_lead and not actor.is_coordinator and _leads_beside(organization_id, person_id) == 0:
        raise Conflict(words("She is the only lead. Invite another lead first, or ask a coordinator."))
    held.ended_at = clock.now()
    record(actor, MemberEnded(organization_id=organization_id, person_id=person_id))


@command
def leave_organization(actor: Actor, organization_id: UUID) -> None:
    """Belong to an organization no more, by one's own will. The only lead hands over first."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_LEAVE, row)
    held = _member(organization_id, actor.person_id)
    if held.is_lead and _leads_beside(organization_id, held.person_id) == 0:
        raise Conflict(words("You are the only lead. Hand over to another member first, or ask a coordinator."))
    held.ended_at = clock.now()
    record(actor, MemberLeft(organization_id=organization_id, person_id=held.person_id))


@command
def hand_over(actor: Actor, organization_id: UUID, person_id: UUID) -> None:
    """Make another member the lead in one's own place; who hands over stays a member."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_HAND_OVER, row)
    mine, hers = _member(organization_id, actor.person_id), _member(organization_id, person_id)
    if mine is hers:
        raise Conflict(words("You lead already. Choose somebody else."))
    if db.session.scalar(select(Person.is_suspended).where(Person.id == person_id)):
        raise Conflict(words("She can't sign in at present. Choose somebody else."))
    mine.is_lead, hers.is_lead = False, True
    record(actor, LeadHandedOver(organization_id=organization_id, person_id=person_id))


def _held(organization_id: UUID, person_id: UUID | None) -> Membership | None:
    mine = (Membership.organization_id == organization_id, Membership.person_id == person_id, Membership.ended_at.is_(None))
    return db.session.scalar(select(Membership).where(*mine))


def _member(organization_id: UUID, person_id: UUID | None) -> Membership:
    held = _held(organization_id, person_id)
    if held is None:
        raise NotFound(str(person_id))
    return held


def _leads_beside(organization_id: UUID, person_id: UUID) -> int:
    """How many others lead it now. Who is suspended leads nothing."""
    leads = select(func.count()).select_from(Membership).join(Person, Person.id == Membership.person_id)
    current = (Membership.organization_id == organization_id, Membership.ended_at.is_(None), Membership.is_lead)
    others = (Membership.person_id != person_id, Person.is_suspended.is_(False))
    return db.session.scalar(leads.where(*current, *others)) or 0
