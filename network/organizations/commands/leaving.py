"""Letting somebody out of all her organizations at once."""

from uuid import UUID

from sqlalchemy import func, select

from network.journal.command import record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.organizations.events import MemberEnded
from network.organizations.models import Membership, Organization
from network.storage.db import db


@touch
def leave_all(actor: Actor, person_id: UUID) -> None:
    """End every membership, inside the command that says why. Raises `Conflict` where she is the only lead."""
    mine = select(Membership, Organization.name, Organization.status).join(
        Organization, Organization.id == Membership.organization_id
    )
    current = mine.where(Membership.person_id == person_id, Membership.ended_at.is_(None)).order_by(Organization.folded)
    for membership, name, status in db.session.execute(current).tuples().all():
        if membership.is_lead and status != "closed" and not actor.is_system and _leads(membership.organization_id) < 2:
            raise Conflict(
                words("You are the only lead of %(name)s. Hand over to another member first, or ask a coordinator.", name=name)
            )
        membership.ended_at = clock.now()
        record(actor, MemberEnded(organization_id=membership.organization_id, person_id=person_id))


def _leads(organization_id: UUID) -> int:
    leads = (Membership.organization_id == organization_id, Membership.ended_at.is_(None), Membership.is_lead)
    return db.session.scalar(select(func.count()).select_from(Membership).where(*leads)) or 0
