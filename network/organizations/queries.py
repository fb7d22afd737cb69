"""What can be seen of organizations."""

from uuid import UUID

from sqlalchemy import select

from network.organizations.models import Membership, Organization
from network.storage.db import db


def memberships_of(person_id: UUID) -> list[tuple[UUID, bool]]:
    """The organizations a person belongs to now, and whether she leads each. A closed one has no members."""
    held = (
        select(Membership.organization_id, Membership.is_lead)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None), Organization.status != "closed")
    )
    return [(organization_id, is_lead) for organization_id, is_lead in db.session.execute(held).tuples()]
