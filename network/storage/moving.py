"""Rows that name one thing made to name another."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.storage.db import db


def move_sides(table: Any, kept_id: UUID, other_id: UUID) -> int:
    """Both sides of each row of a table with a mentor and a mentee, but for what ties the two to each other. Gives the number."""
    moved = 0
    for mine, theirs in ((table.mentor_id, table.mentee_id), (table.mentee_id, table.mentor_id)):
        changed = update(table).where(mine == other_id, theirs != kept_id).values({mine: kept_id})
        done: Any = db.session.execute(changed.execution_options(synchronize_session=False))
        moved += int(done.rowcount)
    return moved
