"""Sealing what was added to the journal, a segment at a time."""

from sqlalchemy import select, text

from network.journal.command import touch
from network.journal.models import JournalEntry
from network.journal.seal import chain
from network.journal.seal.models import JournalSeal
from network.journal.seal.verifying import head
from network.kernel import clock
from network.storage.db import db
from network.storage.holding import hold_table

LARGEST = 500  # entries in one segment
PATIENCE = "3s"


@touch
def seal_segment() -> tuple[int, str] | None:
    """Seal the entries after the last seal. Gives the last entry's id and the new head; None when nothing was added."""
    _wait_for_writers()
    before = head()
    last_id, previous = (before.last_id, before.digest) if before is not None else (chain.BEFORE_ALL, chain.BEGINNING)
    asked = select(JournalEntry).where(JournalEntry.id > last_id).order_by(JournalEntry.id).limit(LARGEST)
    marks = [chain.mark_of(entry) for entry in db.session.scalars(asked)]
    if not marks:
        return None
    seal = JournalSeal(
        first_id=marks[0][0],
        last_id=marks[-1][0],
        count=len(marks),
        marks=[list(mark) for mark in marks],
        previous_digest=previous,
        digest=chain.digest_of(previous, marks),
        sealed_at=clock.now(),
    )
    db.session.add(seal)
    return seal.last_id, seal.digest


def _wait_for_writers() -> None:
    """On PostgreSQL a lower id may be committed after a higher one: with this lock nobody is between the two, and one seals.

    On SQLite the transaction itself is the only writer.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"set local lock_timeout = '{PATIENCE}'"))
        hold_table(JournalEntry)
