"""The log of mentoring sessions."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, Prose, refers
from network.storage.db import Row


class MentoringSession(Row):
    """One session of a pair. `how` is a code of the list of ways; `note` and `next_step` are for the two organizations.

    `minutes` is the session itself; `in_kind_minutes` and the travel are what funders ask for besides. `logged_side` says which
    side wrote it down, or the network for it.
    """

    __tablename__ = "mentoring_session"
    __table_args__ = (
        Index("ix_mentoring_session_pairing_id_held_on", "pairing_id", "held_on"),
        Index("ix_mentoring_session_held_on", "held_on"),  # reports ask by day
    )

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False)
    held_on: Mapped[date]
    how: Mapped[Code]
    minutes: Mapped[int]
    next_on: Mapped[date | None]
    next_step: Mapped[Line] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    in_kind_minutes: Mapped[int] = mapped_column(Integer, default=0)
    travel_minutes: Mapped[int] = mapped_column(Integer, default=0)
    travel_km: Mapped[int] = mapped_column(Integer, default=0)
    travel_cents: Mapped[int] = mapped_column(Integer, default=0)
    funding: Mapped[str | None] = mapped_column(String(80))
    logged_side: Mapped[Code]
    logged_at: Mapped[Moment]
    logged_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer, default=1)


class SessionTopic(Row):
    """A topic that a session was about."""

    __tablename__ = "session_topic"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("mentoring_session.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
