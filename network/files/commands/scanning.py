"""What a later search for viruses changes in a kept file."""

from uuid import UUID

from sqlalchemy import delete, select

from network.files.commands.bytes import release
from network.files.events import FileCleared, FileFoundInfected
from network.files.models import StoredFile, StoredFileText
from network.files.rules.states import FileState, Scan, TextState
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.policy import Permission, authorize
from network.storage.db import db


@command
def keep_verdict(actor: Actor, file_id: UUID, scan: Scan) -> None:
    """Let a file be had, or take its bytes away. Raises `NotFound` where it is gone, or was judged meanwhile."""
    authorize(actor, Permission.FILE_JUDGE)
    asked = select(StoredFile).where(StoredFile.id == file_id, StoredFile.scan_code == Scan.NOT_SCANNED)
    row = db.session.scalar(asked.with_for_update().execution_options(populate_existing=True))
    if row is None or scan is Scan.NOT_SCANNED:
        raise NotFound(str(file_id))
    row.scan_code, row.scanned_at = scan, clock.now()
    if scan is Scan.CLEAN:
        row.state = FileState.KEPT
        record(actor, FileCleared(file_id=file_id))
        return
    bytes_id, row.bytes_id, row.state, row.text_state = row.bytes_id, None, FileState.REFUSED, TextState.NONE
    db.session.execute(delete(StoredFileText).where(StoredFileText.file_id == file_id))
    db.session.flush()
    release(bytes_id)
    record(actor, FileFoundInfected(file_id=file_id))
