"""What happened: one row a fact, never updated."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Moment, json_type
from network.storage.db import Row


class JournalEntry(Row):
    """A fact: when, who, what, and ids. `id` only grows, so that the order is kept."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_actor_id_id", "actor_id", "id"), Index("ix_journal_entry_event_id", "event", "id"))

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    occurred_at: Mapped[Moment]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    event: Mapped[Code]
    facts: Mapped[dict[str, Any]] = mapped_column(json_type())
