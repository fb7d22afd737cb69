"""What the clock buries and forgets: uploads that nobody kept, bytes that nobody needs. Each can be done twice."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from network.files.commands.bytes import bury, release
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.journal.command import touch
from network.kernel import clock
from network.kernel.retention import limit_of
from network.storage.db import db

MANY = 500
"""Rows of one transaction."""


@touch
def forget_staged() -> int:
    """Forget uploads of yesterday; gives how many."""
    old = select(StagedFile).where(StagedFile.staged_at < clock.now() - limit_of("staged_file")).limit(MANY)
    rows = db.session.scalars(old).all()
    freed = [row.bytes_id for row in rows]
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    for bytes_id in freed:
        release(bytes_id)
    return len(rows)


@touch
def release_unused() -> None:
    """Bury bytes that no file needs, whatever it was that took the last one away."""
    used = exists(select(StoredFile.id).where(StoredFile.bytes_id == StoredBytes.id))
    waits = exists(select(StagedFile.id).where(StagedFile.bytes_id == StoredBytes.id))
    for bytes_id in db.session.scalars(select(StoredBytes.id).where(~used, ~waits).limit(MANY)).all():
        release(bytes_id)


@touch
def bury_unknown(name: str) -> None:
    """Bytes lie in the store that no row knows of."""
    if db.session.scalar(select(StoredBytes.id).where(StoredBytes.name == name)) is None:
        bury(name)


@touch
def forget_tombstones(ids: Collection[UUID]) -> None:
    """Their bytes are gone from the store."""
    db.session.execute(delete(FileTombstone).where(FileTombstone.id.in_(tuple(ids))))


@touch
def note_missing(missing: Collection[UUID], found: Collection[UUID]) -> None:
    """Which rows had no bytes in the store, and which have them again."""
    for ids, is_missing in ((missing, True), (found, False)):
        if ids:
            mine = update(StoredBytes).where(StoredBytes.id.in_(tuple(ids)))
            db.session.execute(mine.values(is_missing=is_missing).execution_options(synchronize_session=False))
