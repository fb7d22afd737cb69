"""What of the library hangs on an organization, for a merge."""

from uuid import UUID

from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.kernel.words import Words, counted
from network.library.models import Document
from network.policy import Permission, can
from network.storage.db import db


def goes_with(actor: Actor, organization_id: UUID) -> tuple[Words, ...]:
    """What would go over. One statement."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    kept = select(func.count()).select_from(Document).where(Document.organization_id == organization_id)
    number = db.session.scalar(kept) or 0
    return (counted("%(num)s document", "%(num)s documents", number),) if number else ()


def nothing_against(_actor: Actor, _kept_id: UUID, _other_id: UUID) -> tuple[Words, ...]:
    """Documents never stand in the way."""
    return ()
