"""The words of files, for who makes them findable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from network.files.models import StoredFile, StoredFileText
from network.files.rules.states import FileState
from network.storage.db import db

Mark = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class FileText:
    """What can be read in a file. Whoever shows it asks first whether its reader may see the file."""

    file_id: UUID
    space_id: UUID
    text: str
    changed_at: datetime

    @property
    def mark(self) -> Mark:
        """Where to go on after this one."""
        return self.changed_at, self.file_id


def texts_changed(after: Mark | None, limit: int) -> Sequence[FileText]:
    """Texts that came or changed after a mark, the oldest first. For jobs only: it asks nobody who may see them."""
    asked = select(StoredFileText.file_id, StoredFile.space_id, StoredFileText.text, StoredFileText.changed_at)
    asked = asked.join(StoredFile, StoredFile.id == StoredFileText.file_id).where(StoredFile.state == FileState.KEPT)
    if after is not None:
        moment, file_id = after
        later = StoredFileText.changed_at > moment
        asked = asked.where(or_(later, and_(StoredFileText.changed_at == moment, StoredFileText.file_id > file_id)))
    found = db.session.execute(asked.order_by(StoredFileText.changed_at, StoredFileText.file_id).limit(limit)).tuples()
    return [FileText(*each) for each in found]
