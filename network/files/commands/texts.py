"""The words of a file, once they are read."""

from uuid import UUID

from sqlalchemy import select

from network.files.models import StoredFile, StoredFileText
from network.files.rules.states import TextState
from network.journal.command import touch
from network.kernel import clock
from network.storage.db import db


@touch
def keep_text(file_id: UUID, text: str | None) -> None:
    """Keep what was read, or that nothing can be. A file that is gone by now is no fault."""
    asked = select(StoredFile).where(StoredFile.id == file_id, StoredFile.bytes_id.is_not(None)).with_for_update()
    row = db.session.scalar(asked)
    if row is None:
        return
    row.text_state = TextState.READ if text else TextState.NONE
    kept = db.session.get(StoredFileText, file_id)
    if kept is not None:
        kept.text, kept.changed_at = text or "", clock.now()
    elif text:
        db.session.add(StoredFileText(file_id=file_id, text=text, changed_at=clock.now()))
