"""What a test asks of the journal."""

from typing import Any

from sqlalchemy import func, select

from network.journal.models import JournalEntry
from network.storage.db import Row, db


def facts(event: str) -> list[dict[str, Any]]:
    """What the journal holds of one kind, oldest first."""
    asked = select(JournalEntry.facts).where(JournalEntry.event == event).order_by(JournalEntry.id)
    return list(db.session.scalars(asked))


def everything() -> dict[str, int]:
    """How many rows each table has, to see that nothing was left behind."""
    db.session.rollback()
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in Row.metadata.sorted_tables}
