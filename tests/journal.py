"""What a test asks of the journal."""

from functools import cache
from typing import Any

from sqlalchemy import TextClause, select, text

from network.journal.models import JournalEntry
from network.storage.db import Row, db


def facts(event: str) -> list[dict[str, Any]]:
    """What the journal holds of one kind, oldest first."""
    asked = select(JournalEntry.facts).where(JournalEntry.event == event).order_by(JournalEntry.id)
    return list(db.session.scalars(asked))


def everything() -> dict[str, int]:
    """How many rows each table has, to see that nothing was left behind."""
    db.session.rollback()
    return dict(db.session.execute(_all_counts()).tuples().all())


@cache
def _all_counts() -> TextClause:
    """All of it in one question: a hundred would take ten times as long."""
    tables = [table.name for table in Row.metadata.sorted_tables]
    return text(" union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in tables))
