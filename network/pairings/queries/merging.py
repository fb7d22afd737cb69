"""What of pairings hangs on an organization, for a merge."""

from uuid import UUID

from sqlalchemy import func, or_, select

from network.kernel.actor import Actor
from network.kernel.words import Words, counted
from network.pairings.models import Pairing
from network.policy import Permission, can
from network.storage.db import db


def goes_with(actor: Actor, organization_id: UUID) -> tuple[Words, ...]:
    """What would go over. One statement."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    mine = or_(Pairing.mentor_id == organization_id, Pairing.mentee_id == organization_id)
    number = db.session.scalar(select(func.count()).select_from(Pairing).where(mine)) or 0
    return (counted("%(num)s pairing", "%(num)s pairings", number),) if number else ()


def nothing_against(_actor: Actor, _kept_id: UUID, _other_id: UUID) -> tuple[Words, ...]:
    """Pairings alone never stand in the way: what the two are tied to, matching says with its own ties."""
    return ()
