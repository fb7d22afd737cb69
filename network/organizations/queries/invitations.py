"""Links by which people join: which hold, and which have lapsed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, and_, exists, or_, select

from network.accounts.models import Person, RoleHolding
from network.kernel import tokens
from network.kernel.actor import Role
from network.organizations.models import Invitation, Membership, Organization
from network.storage import secrets
from network.storage.db import db

LONGEST_TOKEN = 200  # characters; a longer one is nobody's and is not even looked up


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A link that can still be used. `email` is where it was sent by mail; empty for one that was handed over."""

    id: UUID
    organization_id: UUID | None
    is_lead: bool
    role: Role | None
    email: str
    expires_at: datetime


# A link holds as long as its maker could make it: who leads no more, lost her role or was suspended takes her links with her.
_MAKER_MAY = or_(
    Invitation.made_by_id.is_(None),
    exists().where(
        Person.id == Invitation.made_by_id,
        Person.is_suspended.is_(False),
        or_(
            exists().where(RoleHolding.person_id == Person.id, RoleHolding.role.in_((Role.COORDINATOR, Role.ADMINISTRATOR))),
            exists().where(
                Membership.person_id == Person.id,
                Membership.organization_id == Invitation.organization_id,
                Membership.is_lead,
                Membership.ended_at.is_(None),
            ),
        ),
    ),
)
_UNUSED = (
    select(
        Invitation.id,
        Invitation.organization_id,
        Invitation.is_lead,
        Invitation.role,
        Invitation.email_sealed,
        Invitation.expires_at,
    )
    .outerjoin(Organization, Organization.id == Invitation.organization_id)
    .where(
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        or_(
            Invitation.organization_id.is_(None),
            and_(Organization.status != "closed", Organization.merged_into_id.is_(None)),
        ),
        _MAKER_MAY,
    )
)


def email_index(email: str) -> str:
    """By what an address is found that only its sealed form is kept of; give it folded."""
    return secrets.blind_index(secrets.Ring.ACCOUNTS, email, domain="invitation.email")


def find_invitation(token: str, now: datetime) -> OpenInvitation | None:
    """The invitation behind a token. A used, lapsed, unknown or withdrawn one is None: they all look the same."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    asked = _UNUSED.where(Invitation.token_digest == tokens.digest(token), Invitation.expires_at > now)
    row = db.session.execute(asked).one_or_none()
    return None if row is None else _opened(row)


def open_invitations(organization_id: UUID | None, now: datetime) -> tuple[OpenInvitation, ...]:
    """The links of an organization, or of none for the network's staff, that can still be used, the oldest first."""
    asked = _UNUSED.where(Invitation.organization_id.is_not_distinct_from(organization_id), Invitation.expires_at > now)
    return tuple(_opened(row) for row in db.session.execute(asked.order_by(Invitation.expires_at, Invitation.id)))


def lapsed_invitation(token_digest: str, email: str, now: datetime) -> UUID | None:
    """A lapsed link that had been sent to this very address; None for any other pair."""
    sent = (Invitation.token_digest == token_digest, Invitation.email_index == email_index(email))
    row = db.session.execute(_UNUSED.where(*sent, Invitation.expires_at <= now)).one_or_none()
    return None if row is None else row.id


def address_of(invitation_id: UUID, now: datetime) -> str | None:
    """Where a link is to go by mail; None if it holds no more."""
    row = db.session.execute(_UNUSED.where(Invitation.id == invitation_id, Invitation.expires_at > now)).one_or_none()
    return None if row is None else _opened(row).email or None


def _opened(row: Row[tuple[UUID, UUID | None, bool, str | None, str, datetime]]) -> OpenInvitation:
    key, organization_id, is_lead, role, sealed, expires_at = row
    return OpenInvitation(key, organization_id, is_lead, Role(role) if role else None, _address(key, sealed), expires_at)


def _address(invitation_id: UUID, sealed: str) -> str:
    if not sealed:
        return ""
    return secrets.unseal(secrets.Ring.ACCOUNTS, sealed, table="invitation", column="email_sealed", row_id=invitation_id)
