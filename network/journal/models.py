"""What happened: one row a fact, never updated."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Moment, json_type
from network.storage.db import Row

_TIES_TWO = text("other_id is not null")  # few facts do


class JournalEntry(Row):
    """A fact: when, who, what, and ids. `id` only grows, so that the order is kept.

    `subject_id` is what the fact is about and `other_id` the second of two that it ties: both are in `facts` too, and stand in
    columns of their own so that the history of one thing is found by an index.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_actor_id_id", "actor_id", "id"),
        Index("ix_journal_entry_event_id", "event", "id"),
        Index("ix_journal_entry_subject_id_id", "subject_id", "id"),
        Index("ix_journal_entry_other_id_id", "other_id", "id", sqlite_where=_TIES_TWO, postgresql_where=_TIES_TWO),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    occurred_at: Mapped[Moment]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    event: Mapped[Code]
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    other_id: Mapped[UUID | None] = mapped_column(Uuid)
    facts: Mapped[dict[str, Any]] = mapped_column(json_type())
