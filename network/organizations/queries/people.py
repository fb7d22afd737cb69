"""Who belongs to which organization, and who was invited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from network.kernel import tokens
from network.organizations.models import Invitation, Membership, Organization
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A link that can still be used."""

    id: UUID
    organization_id: UUID
    is_lead: bool
    expires_at: datetime


_MINE = (  # made once: the door asks it in every request
    select(Membership.organization_id, Membership.is_lead)
    .join(Organization, Organization.id == Membership.organization_id)
    .where(Membership.person_id == bindparam("id"), Membership.ended_at.is_(None), Organization.status != "closed")
)


def memberships_of(person_id: UUID) -> list[tuple[UUID, bool]]:
    """The organizations a person belongs to now, and whether she leads each. A closed one has no members."""
    return [(organization_id, is_lead) for organization_id, is_lead in db.session.execute(_MINE, {"id": person_id}).tuples()]


_OPEN = (
    select(Invitation.id, Invitation.organization_id, Invitation.is_lead, Invitation.expires_at)
    .join(Organization, Organization.id == Invitation.organization_id)
    .where(Invitation.used_at.is_(None), Organization.status != "closed", Organization.merged_into_id.is_(None))
)


def find_invitation(token: str, now: datetime) -> OpenInvitation | None:
    """The invitation behind a token. A used, expired, unknown or withdrawn one is None: they all look the same."""
    row = db.session.execute(
        _OPEN.where(Invitation.token_digest == tokens.digest(token), Invitation.expires_at > now)
    ).one_or_none()
    return None if row is None else OpenInvitation(*row)


def open_invitations(organization_id: UUID, now: datetime) -> tuple[OpenInvitation, ...]:
    """The links of an organization that can still be used, the oldest first."""
    asked = _OPEN.where(Invitation.organization_id == organization_id, Invitation.expires_at > now)
    return tuple(OpenInvitation(*row) for row in db.session.execute(asked.order_by(Invitation.expires_at, Invitation.id)))
