"""What happens to files when what they hang on goes to another space: they go with it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.files.commands.copying import CopyDraft
from network.files.events import FilesPlaced
from network.files.models import StoredFile
from network.journal.command import command, record
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.storage.db import db


@command
def place_files(actor: Actor, file_ids: Collection[UUID], space_id: UUID) -> None:
    """Put files into another space, in which the actor may keep some. Their bytes stay, and so does whom they count for.

    Only for the command that moves what they hang on: it asked who may, and names no others.
    """
    authorize(actor, Permission.FILE_KEEP, CopyDraft(space_id))
    placed = update(StoredFile).where(StoredFile.id.in_(tuple(file_ids))).values(space_id=space_id)
    done: Any = db.session.execute(placed.execution_options(synchronize_session="fetch"))
    record(actor, FilesPlaced(space_id=space_id, files=int(done.rowcount)))
