"""Where the mentee stands by topic, at the start, in the middle and at the end; and the goals that come from it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Prose, refers
from network.storage.db import Row


class NeedsAssessment(Row):
    """One look at where the mentee stands: `moment` is one of `rules.needs.Moment`. `note` is read by the two sides only."""

    __tablename__ = "needs_assessment"
    __table_args__ = (UniqueConstraint("pairing_id", "moment"),)

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False, ondelete="CASCADE")
    moment: Mapped[Code]
    answered_on: Mapped[date]
    answered_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    note: Mapped[Prose] = mapped_column(default="")


class NeedsLevel(Row):
    """How far the mentee is with one topic: 0 to 4. A topic that is not for this pairing has no row."""

    __tablename__ = "needs_level"
    __table_args__ = (CheckConstraint("level >= 0 and level <= 4", name="level"),)

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("needs_assessment.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(80), primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger)


class Goal(Row):
    """What the two sides want to reach: `state` is one of `rules.goals.GoalState`.

    `title` is seen by coordinators and liaisons too. A reached goal may name the service that began by it, and where.
    """

    __tablename__ = "pairing_goal"
    __table_args__ = (
        Index("ix_pairing_goal_pairing_id_position", "pairing_id", "position"),
        Index("ix_pairing_goal_closed_on_state", "closed_on", "state"),  # reports count by day
    )

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False, ondelete="CASCADE")
    topic: Mapped[Code]
    title: Mapped[Line]
    due_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="open")
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    set_on: Mapped[date]
    set_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    service_code: Mapped[Code] = mapped_column(default="")
    community_id: Mapped[UUID | None] = refers("community.id", nullable=True)
