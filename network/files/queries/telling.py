"""Who is to be told of a file."""

from uuid import UUID

from sqlalchemy import select

from network.files.models import StoredFile
from network.storage.db import db


def sender_of(file_id: UUID) -> UUID | None:
    """Who sent it, if it is there still."""
    return db.session.scalar(select(StoredFile.uploaded_by_id).where(StoredFile.id == file_id))
