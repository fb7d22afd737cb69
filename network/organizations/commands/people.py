"""Who belongs to an organization: invited, joined, left."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select, update

from network.accounts.commands import PersonDraft, add_person
from network.journal.command import command, record
from network.kernel import clock, tokens
from network.kernel.actor import SYSTEM, Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import InvitationAccepted, InvitationMade, MemberAdded, MemberEnded
from network.organizations.models import Invitation, Membership
from network.organizations.queries import OpenInvitation
from network.policy import Permission, authorize
from network.settings.queries import catalogue
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
    held = _held(organization_id, person_id)
    if held is None:
        raise NotFound(str(person_id))
    leads = select(func.count()).select_from(Membership)
    current = (Membership.organization_id == organization_id, Membership.ended_at.is_(None), Membership.is_lead)
    if held.is_lead and not actor.is_coordinator and (db.session.scalar(leads.where(*current)) or 0) < 2:
        raise Conflict(words("She is the only lead. Invite another lead first, or ask a coordinator."))
    held.ended_at = clock.now()
    record(actor, MemberEnded(organization_id=organization_id, person_id=person_id))


@command
def make_invitation(actor: Actor, organization_id: UUID, is_lead: bool) -> str:
    """Make a link by which one person can join; gives its token, which is kept nowhere. A closed organization has none."""
    row = queries.get(actor, organization_id)
    authorize(actor, Permission.INVITATION_MAKE, row)
    if row.status == "closed":
        raise Conflict(words("This organization is closed. Open it first, then invite people."))
    now, token = clock.now(), tokens.new_token()
    invitation = Invitation(
        id=uuid4(),
        organization_id=row.id,
        token_digest=tokens.digest(token),
        is_lead=is_lead,
        made_at=now,
        made_by_id=actor.person_id,
        expires_at=now + timedelta(days=int(catalogue().get("invitation_days"))),
    )
    db.session.add(invitation)
    record(actor, InvitationMade(organization_id=row.id, invitation_id=invitation.id))
    return token


@command
def accept_invitation(actor: Actor, token: str, person: PersonDraft) -> UUID:
    """Become a person of the network by a link. Raises `NotFound` for any link that doesn't hold, `Invalid` for the address."""
    authorize(actor, Permission.INVITATION_ACCEPT)
    invitation = _use(token)
    person_id = add_person(SYSTEM, person)
    add_member(SYSTEM, invitation.organization_id, person_id, invitation.is_lead)
    record(Actor(person_id=person_id), _accepted(invitation, person_id))
    return person_id


@command
def join_by_invitation(actor: Actor, token: str) -> UUID:
    """Join one more organization by a link, as who one is already; gives the organization. Raises `NotFound`."""
    authorize(actor, Permission.INVITATION_ACCEPT)
    if actor.person_id is None:
        raise NotFound("nobody")
    invitation = _use(token)
    add_member(SYSTEM, invitation.organization_id, actor.person_id, invitation.is_lead)
    record(actor, _accepted(invitation, actor.person_id))
    return invitation.organization_id


def _use(token: str) -> OpenInvitation:
    """Use a link up: of two who try at once, one finds it used."""
    now = clock.now()
    invitation = queries.find_invitation(token, now)
    if invitation is None:
        raise NotFound("invitation")
    unused = (Invitation.id == invitation.id, Invitation.used_at.is_(None))
    if not db.session.execute(update(Invitation).where(*unused).values(used_at=now)).rowcount:  # type: ignore[attr-defined]
        raise NotFound("invitation")
    return invitation


def _accepted(invitation: OpenInvitation, person_id: UUID) -> InvitationAccepted:
    return InvitationAccepted(organization_id=invitation.organization_id, invitation_id=invitation.id, person_id=person_id)


def _held(organization_id: UUID, person_id: UUID) -> Membership | None:
    mine = (Membership.organization_id == organization_id, Membership.person_id == person_id, Membership.ended_at.is_(None))
    return db.session.scalar(select(Membership).where(*mine))
