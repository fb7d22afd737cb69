"""The marks that the clock leaves on an import: who checks it, how far it is, what was found; and what is forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import undefer

from network.journal.command import touch
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.organizations.models import ImportBatch
from network.organizations.queries.importing import undo_days, visible_to
from network.organizations.rules.importing import OPEN, Step
from network.storage.db import db

LEASE = timedelta(minutes=2)
FORGOTTEN = -1  # in place of the rows that are done


@touch
def claim_import() -> tuple[UUID, int] | None:
    """The oldest import that waits for its check, or whose check was given up, and its version; None when all are done."""
    now = clock.now()
    waiting = or_(
        ImportBatch.state == Step.QUEUED,
        (ImportBatch.state == Step.READING) & (ImportBatch.claimed_at < now - LEASE),
    )
    asked = visible_to(SYSTEM).where(waiting).order_by(ImportBatch.begun_at).limit(1).with_for_update(skip_locked=True)
    batch = db.session.scalar(asked)
    if batch is None:
        return None
    batch.state, batch.claimed_at, batch.done = Step.READING, now, 0
    return batch.id, batch.version


@touch
def keep_progress(batch_id: UUID, version: int, done: int) -> None:
    """How many rows are read."""
    _write(batch_id, version, done=done, claimed_at=clock.now())


@touch
def keep_check(batch_id: UUID, version: int, check: dict[str, Any]) -> None:
    """What was found, if it is still what was asked."""
    _write(batch_id, version, state=Step.CHECK, claimed_at=None, summary={"check": check})


@touch
def fail_import(batch_id: UUID, version: int) -> None:
    """The check broke down; nobody tries again by herself."""
    _write(batch_id, version, state=Step.FAILED, claimed_at=None)


@touch
def forget_imports() -> None:
    """Drop files that were never imported, and the tables of those that can't be undone any more."""
    old = clock.now() - timedelta(days=undo_days())
    db.session.execute(delete(ImportBatch).where(ImportBatch.state.in_(OPEN), ImportBatch.begun_at < old))
    rest = select(ImportBatch).where(ImportBatch.applied_at < old, ImportBatch.done != FORGOTTEN)
    for batch in db.session.scalars(rest.options(undefer(ImportBatch.table)).limit(20)):
        batch.table, batch.done = {**batch.table, "rows": []}, FORGOTTEN


def _write(batch_id: UUID, version: int, **values: Any) -> None:
    mine = (ImportBatch.id == batch_id, ImportBatch.version == version, ImportBatch.state == Step.READING)
    db.session.execute(update(ImportBatch).where(*mine).values(**values))
