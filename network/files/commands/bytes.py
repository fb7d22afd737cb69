"""Bytes and who needs them: shared by all files of one content, buried with the last."""

from uuid import UUID, uuid4

from sqlalchemy import exists, or_, select

from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.files.queries.working import Outcome
from network.journal.command import touch
from network.kernel import clock
from network.storage.columns import insert_of
from network.storage.db import db


@touch
def share(outcome: Outcome) -> UUID:
    """The row of these bytes. Where there is one of the same content already, it is that, and what was just put is buried."""
    making = insert_of(db.engine.dialect.name)(StoredBytes).values(
        id=uuid4(),
        name=outcome.name,
        content_key=outcome.content_key,
        size=outcome.size,
        is_missing=False,
        made_at=clock.now(),
    )
    db.session.execute(making.on_conflict_do_nothing(index_elements=["content_key"]))
    asked = select(StoredBytes).where(StoredBytes.content_key == outcome.content_key).with_for_update()
    row = db.session.scalars(asked.execution_options(populate_existing=True)).one()
    if row.name != outcome.name and row.is_missing:
        row.name, lost = outcome.name, row.name  # what was lost is here again
        row.is_missing = False
        bury(lost)
    elif row.name != outcome.name:
        bury(outcome.name)
    return row.id


@touch
def release(bytes_id: UUID | None) -> None:
    """Somebody needs them no more; nobody does: they are buried. What was written before counts, so flush it first."""
    if bytes_id is None:
        return
    asked = select(StoredBytes).where(StoredBytes.id == bytes_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    needed = or_(
        exists(select(StoredFile.id).where(StoredFile.bytes_id == bytes_id)),
        exists(select(StagedFile.id).where(StagedFile.bytes_id == bytes_id)),
    )
    if row is not None and not db.session.scalar(select(needed)):
        bury(row.name)
        db.session.delete(row)
        db.session.flush()


@touch
def bury(name: str) -> None:
    """From here on the shredder knows of them, however often it is stopped."""
    db.session.add(FileTombstone(id=uuid4(), name=name, buried_at=clock.now()))
