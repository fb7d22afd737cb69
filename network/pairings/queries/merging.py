"""What of pairings and circles hangs on an organization, for a merge."""

from uuid import UUID

from sqlalchemy import func, or_, select

from network.kernel.actor import Actor
from network.kernel.words import Words, counted
from network.pairings.models import Circle, CircleMember, Pairing
from network.policy import Permission, can
from network.storage.db import db


def goes_with(actor: Actor, organization_id: UUID) -> tuple[Words, ...]:
    """What would go over. Two statements."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    mine = or_(Pairing.mentor_id == organization_id, Pairing.mentee_id == organization_id)
    number = db.session.scalar(select(func.count()).select_from(Pairing).where(mine)) or 0
    member = select(CircleMember.circle_id).where(CircleMember.organization_id == organization_id)
    named = select(func.count()).select_from(Circle).where(or_(Circle.host_id == organization_id, Circle.id.in_(member)))
    circles = db.session.scalar(named) or 0
    return (
        *((counted("%(num)s pairing", "%(num)s pairings", number),) if number else ()),
        *((counted("%(num)s circle", "%(num)s circles", circles),) if circles else ()),
    )


def nothing_against(_actor: Actor, _kept_id: UUID, _other_id: UUID) -> tuple[Words, ...]:
    """Pairings alone never stand in the way: what the two are tied to, matching says with its own ties."""
    return ()
