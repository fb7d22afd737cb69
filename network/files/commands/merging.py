"""What happens to files when two entries become one organization: they are kept for the one that stays."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.files.events import FilesMoved
from network.files.models import StoredFile
from network.journal.command import command, record
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.storage.db import db


@command
def move_files(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Make each file of the one the other's."""
    authorize(actor, Permission.ORGANIZATION_MERGE)
    moved = update(StoredFile).where(StoredFile.organization_id == other_id).values(organization_id=kept_id)
    done: Any = db.session.execute(moved.execution_options(synchronize_session=False))
    record(actor, FilesMoved(organization_id=kept_id, other_id=other_id, files=int(done.rowcount)))
