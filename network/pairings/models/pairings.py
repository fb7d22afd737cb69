"""A pairing itself: its two sides, its state, its days."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from network.pairings.rules.states import Side
from network.storage.columns import Code, Key, Line, UtcDateTime, refers, unique_while
from network.storage.db import Row


class Pairing(Row):
    """Two organizations of which one mentors the other. `waited_since` lets the mentee take its place in line again.

    `from_round` is the title of the round it came from, as it was then. `ends_on` is when it is to end, `ended_on` when it did,
    `ended_at` to the moment: plans made before it are out of date. `ended_why` is a code of the list of reasons.
    `is_let_down`: the mentee wants another mentor, and it was not itself that ended this. `nudged_on`: when its sides were last
    asked how it goes.
    """

    __tablename__ = "pairing"
    __table_args__ = (
        unique_while(
            "uq_pairing_one_running", "state in ('requested', 'proposed', 'trial', 'active', 'paused')", "mentor_id", "mentee_id"
        ),
        Index("ix_pairing_mentor_id_state", "mentor_id", "state"),
    )

    id: Mapped[Key]
    mentor_id: Mapped[UUID] = refers("organization.id", index=False)
    mentee_id: Mapped[UUID] = refers("organization.id")
    round_id: Mapped[UUID | None] = refers("matching_round.id", nullable=True)
    proposal_id: Mapped[UUID | None] = refers("proposal.id", nullable=True)
    is_second: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[Code] = mapped_column(default="trial")
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    space_id: Mapped[UUID | None] = refers("space.id", nullable=True)
    waited_since: Mapped[date | None]
    from_round: Mapped[Line] = mapped_column(default="")
    nudged_on: Mapped[date | None]
    paused_until: Mapped[date | None]
    resumed_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(80))
    is_let_down: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    will_mentor: Mapped[str | None] = mapped_column(String(80))

    def organization_of(self, side: str) -> UUID:
        """The organization of a side."""
        return self.mentor_id if side == Side.MENTOR else self.mentee_id
