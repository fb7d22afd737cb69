"""Short checks of how it fits: one for each side and moment."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Prose, UtcDateTime, refers
from network.storage.db import Row


class PairingCheck(Row):
    """A question to one side. What it answers, that side and coordinators read; the other side never."""

    __tablename__ = "pairing_check"
    __table_args__ = (UniqueConstraint("pairing_id", "side", "moment"),)

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False)
    side: Mapped[Code]
    moment: Mapped[Code]
    due_on: Mapped[date]
    answer: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[Prose] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[UUID | None] = mapped_column(Uuid)
