"""Links by which people join: made, mailed, used, sent again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import update

from network.accounts import queries as account_queries
from network.accounts.commands import PersonDraft, add_person, give_role
from network.accounts.rules import folded_email
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.organizations import queries
from network.organizations.commands.memberships import add_member
from network.organizations.events import (
    InvitationAccepted,
    InvitationMade,
    InvitationMetAccount,
    InvitationRenewed,
    InvitationSent,
    InvitationWithdrawn,
)
from network.organizations.models import Invitation
from network.organizations.queries import OpenInvitation
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage import secrets
from network.storage.db import db
from network.storage.once import add_once

FIRST_ADMINISTRATORS = 2  # from then on they ask for roles and approve them among themselves


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """Whom a link lets in: a member or a lead of an organization; without one, somebody of the network's staff.

    `email` is where it goes by mail; empty for a link that is handed over. `id` is that of the form by which it is mailed.
    """

    organization_id: UUID | None = None
    is_lead: bool = False
    email: str = ""
    id: UUID | None = None


@command
def make_invitation(actor: Actor, organization_id: UUID, is_lead: bool) -> str:
    """Make a link by which one person can join; gives its token, which is kept nowhere. A closed organization has none."""
    _insist_may_invite(actor, organization_id)
    return _made(actor, InvitationDraft(organization_id, is_lead))


@command
def make_staff_invitation(actor: Actor) -> str:
    """The same for somebody of the network's staff; her roles are asked for and approved when she is in."""
    authorize(actor, Permission.STAFF_INVITE)
    return _made(actor, InvitationDraft())


@command
def make_first_invitation(actor: Actor) -> str:
    """A link for one of the first two administrators. Raises `Conflict` when there are two already."""
    authorize(actor, Permission.FIRST_INVITE)
    if not _wants_first_administrators():
        raise Conflict(words("There are two administrators. They can invite others."))
    return _made(actor, InvitationDraft(), Role.ADMINISTRATOR)


@command
def mail_invitation(actor: Actor, draft: InvitationDraft) -> None:
    """Send a link by mail. Its token is made when the mail is posted; nobody here ever sees it.

    Raises `Invalid` for a form that was sent before: one press of two mails one link.
    """
    if draft.organization_id is None:
        authorize(actor, Permission.STAFF_INVITE)
    else:
        _insist_may_invite(actor, draft.organization_id)
    row = _row(actor, draft)
    email = folded_email(draft.email)
    row.email_sealed = secrets.seal(secrets.Ring.ACCOUNTS, email, table="invitation", column="email_sealed", row_id=row.id)
    row.email_index = queries.email_index(email)
    add_once(row, words("This link is on its way already. To send another one, press again."), "email")
    record(actor, InvitationMade(organization_id=row.organization_id, invitation_id=row.id))
    record(actor, InvitationSent(organization_id=row.organization_id, invitation_id=row.id))


@command
def withdraw_invitation(actor: Actor, organization_id: UUID, invitation_id: UUID) -> None:
    """Take a link back that was not used yet."""
    authorize(actor, Permission.INVITATION_MAKE, queries.get(actor, organization_id))
    _take_back(actor, organization_id, invitation_id)


@command
def withdraw_staff_invitation(actor: Actor, invitation_id: UUID) -> None:
    """The same for a link of the network's staff."""
    authorize(actor, Permission.STAFF_INVITE)
    _take_back(actor, None, invitation_id)


def _take_back(actor: Actor, organization_id: UUID | None, invitation_id: UUID) -> None:
    mine = (Invitation.id == invitation_id, Invitation.organization_id.is_not_distinct_from(organization_id))
    unused = (Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    if not db.session.execute(update(Invitation).where(*mine, *unused).values(withdrawn_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(invitation_id))
    record(actor, InvitationWithdrawn(invitation_id=invitation_id, organization_id=organization_id))


@command
def accept_invitation(actor: Actor, token: str, person: PersonDraft) -> UUID | None:
    """Become a person of the network by a link. Raises `NotFound` for any link that doesn't hold.

    A link that was mailed is for the address that it went to. None for an address that has an account: the page says the same,
    the link stays good, and the person is told by mail. So nobody learns from a link who has an account.
    """
    authorize(actor, Permission.INVITATION_ACCEPT)
    invitation = _open(token)
    email = invitation.email or folded_email(person.email)
    known = account_queries.person_with(email)
    if known is not None:
        record(SYSTEM, InvitationMetAccount(person_id=known, invitation_id=invitation.id))
        return None
    _use(invitation)
    person_id = add_person(SYSTEM, PersonDraft(email, person.name, person.password_hash))
    _welcome(invitation, person_id)
    record(Actor(person_id=person_id), _accepted(invitation, person_id))
    return person_id


@command
def join_by_invitation(actor: Actor, token: str) -> UUID | None:
    """Join by a link as who one is already; gives the organization, if the link is of one. Raises `NotFound`."""
    authorize(actor, Permission.INVITATION_ACCEPT)
    if actor.person_id is None:
        raise NotFound("nobody")
    invitation = _open(token)
    _use(invitation)
    _welcome(invitation, actor.person_id)
    record(actor, _accepted(invitation, actor.person_id))
    return invitation.organization_id


@command
def renew_invitation(actor: Actor, token_digest: str, email: str) -> None:
    """Send a lapsed link again, to the address that it went to. Raises `NotFound` where digest and address don't go together."""
    authorize(actor, Permission.INVITATION_RENEW)
    found = queries.lapsed_invitation(token_digest, folded_email(email), clock.now())
    if found is None:
        raise NotFound("invitation")
    db.session.execute(
        update(Invitation).where(Invitation.id == found).values(token_digest=None, expires_at=_expiry(clock.now()))
    )
    record(actor, InvitationRenewed(invitation_id=found))


@touch
def mint_invitation(invitation_id: UUID) -> str | None:
    """The token for a mail that is being posted; one that was posted before holds no more. None if the link holds no more."""
    token = tokens.new_token()
    open_still = (Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    minted = db.session.execute(update(Invitation).where(*open_still).values(token_digest=tokens.digest(token)))
    return token if minted.rowcount else None  # type: ignore[attr-defined]


def _insist_may_invite(actor: Actor, organization_id: UUID) -> None:
    row = queries.get(actor, organization_id)
    authorize(actor, Permission.INVITATION_MAKE, row)
    if row.status == "closed":
        raise Conflict(words("This organization is closed. Open it first, then invite people."))


def _made(actor: Actor, draft: InvitationDraft, role: Role | None = None) -> str:
    row, token = _row(actor, draft), tokens.new_token()
    row.token_digest, row.role = tokens.digest(token), role
    db.session.add(row)
    record(actor, InvitationMade(organization_id=row.organization_id, invitation_id=row.id))
    return token


def _row(actor: Actor, draft: InvitationDraft) -> Invitation:
    now = clock.now()
    return Invitation(
        id=draft.id or uuid4(),
        organization_id=draft.organization_id,
        is_lead=draft.is_lead,
        made_at=now,
        made_by_id=actor.person_id,
        expires_at=_expiry(now),
    )


def _expiry(now: datetime) -> datetime:
    return now + timedelta(days=int(catalogue().get("invitation_days")))


def _open(token: str) -> OpenInvitation:
    found = queries.find_invitation(token, clock.now())
    if found is None or (found.role is Role.ADMINISTRATOR and not _wants_first_administrators()):
        raise NotFound("invitation")
    return found


def _use(invitation: OpenInvitation) -> None:
    """Use a link up: of two who try at once, one finds it used."""
    unused = (Invitation.id == invitation.id, Invitation.used_at.is_(None))
    if not db.session.execute(update(Invitation).where(*unused).values(used_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        raise NotFound("invitation")


def _welcome(invitation: OpenInvitation, person_id: UUID) -> None:
    if invitation.organization_id is not None:
        add_member(SYSTEM, invitation.organization_id, person_id, invitation.is_lead)
    if invitation.role is not None:
        give_role(SYSTEM, person_id, invitation.role)


def _wants_first_administrators() -> bool:
    return len(account_queries.people_with(Role.ADMINISTRATOR)) < FIRST_ADMINISTRATORS


def _accepted(invitation: OpenInvitation, person_id: UUID) -> InvitationAccepted:
    return InvitationAccepted(organization_id=invitation.organization_id, invitation_id=invitation.id, person_id=person_id)
