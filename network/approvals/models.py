"""What was asked, by whom, and what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Moment, Prose, UtcDateTime, json_type
from network.storage.db import Row


class Approval(Row):
    """Something asked for. People are plain ids: they live on a floor above, and leaving doesn't undo what they agreed on."""

    __tablename__ = "approval"
    __table_args__ = (Index("ix_approval_state_asked_at", "state", "asked_at"),)

    id: Mapped[Key]
    act: Mapped[Code]
    about: Mapped[Any] = mapped_column(json_type())
    reason: Mapped[Prose]
    asked_by_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    asked_at: Mapped[Moment]
    state: Mapped[Code]
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    how: Mapped[str | None] = mapped_column(String(80))
    answer: Mapped[Prose] = mapped_column(default="")
    token_digest: Mapped[str | None] = mapped_column(String(64))
    token_made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
