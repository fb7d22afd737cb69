"""What of files hangs on an organization, for a merge."""

from uuid import UUID

from sqlalchemy import func, select

from network.files.models import StoredFile
from network.kernel.actor import Actor
from network.kernel.words import Words, counted
from network.policy import Permission, can
from network.storage.db import db


def goes_with(actor: Actor, organization_id: UUID) -> tuple[Words, ...]:
    """What would go over. One statement."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    asked = select(func.count()).select_from(StoredFile).where(StoredFile.organization_id == organization_id)
    number = db.session.scalar(asked) or 0
    return (counted("%(num)s file", "%(num)s files", number),) if number else ()


def nothing_against(_actor: Actor, _kept_id: UUID, _other_id: UUID) -> tuple[Words, ...]:
    """Files never stand in the way."""
    return ()
