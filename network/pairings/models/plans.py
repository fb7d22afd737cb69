"""The plan of a pairing: steps in an order, each with who does it and by when."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, SmallInteger, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, refers
from network.storage.db import Row


class PlanStep(Row):
    """One step: `who` is one of `rules.plans.Who`; a person may be named besides. Read by the two sides only."""

    __tablename__ = "plan_step"
    __table_args__ = (Index("ix_plan_step_pairing_id_position", "pairing_id", "position"),)

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False, ondelete="CASCADE")
    goal_id: Mapped[UUID | None] = refers("pairing_goal.id", nullable=True, ondelete="SET NULL")
    text: Mapped[Line]
    who: Mapped[Code]
    person_id: Mapped[UUID | None] = refers("person.id", nullable=True)
    due_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    added_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    done_on: Mapped[date | None]
    done_by_id: Mapped[UUID | None] = mapped_column(Uuid)
