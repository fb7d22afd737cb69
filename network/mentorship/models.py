"""What is remembered of matching: rounds, runs, scenarios, proposals and answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Float, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, Prose, UtcDateTime, json_type, refers, unique_while
from network.storage.db import Row


class Round(Row):
    """One matching round. `parameters` is what matters in it; `version` grows with whatever makes its plan out of date."""

    __tablename__ = "matching_round"

    id: Mapped[Key]
    title: Mapped[Line]
    as_of: Mapped[date]
    state: Mapped[Code] = mapped_column(default="draft")
    parameters: Mapped[Any] = mapped_column(json_type())
    version: Mapped[int] = mapped_column(Integer, default=1)
    current_run_id: Mapped[UUID | None] = mapped_column(Uuid)
    opened_at: Mapped[Moment]
    opened_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoundChoice(Row):
    """A coordinator's decision on one pair of a round: kind is locked, moved (locked to another mentor) or forbidden.

    `is_second` tells a pair that is locked or moved as the second one; what is forbidden is forbidden as both.
    """

    __tablename__ = "round_choice"
    __table_args__ = (
        UniqueConstraint("round_id", "mentor_id", "mentee_id"),
        unique_while("uq_round_choice_one_mentor", "kind <> 'forbidden'", "round_id", "mentee_id", "is_second"),
    )

    id: Mapped[Key]
    round_id: Mapped[UUID] = refers("matching_round.id", ondelete="CASCADE")
    kind: Mapped[Code]
    mentor_id: Mapped[UUID] = refers("organization.id")
    mentee_id: Mapped[UUID] = refers("organization.id")
    is_second: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    reason: Mapped[Prose] = mapped_column(default="")
    made_at: Mapped[Moment]
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class Run(Row):
    """One matching, stored whole: its input and its answer as text, so that it can be checked and made again at any time.

    `digest` is that of the input; `choices` the coordinator's decisions of then, with reasons; `round_version` the round's.
    """

    __tablename__ = "matching_run"

    id: Mapped[Key]
    round_id: Mapped[UUID] = refers("matching_round.id", ondelete="CASCADE")
    round_version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[Line]
    choices: Mapped[Any] = mapped_column(json_type())
    figures: Mapped[Any] = mapped_column(json_type())
    rule_prices: Mapped[Any] = mapped_column(json_type())
    value: Mapped[Line]
    bound: Mapped[Line]
    seconds: Mapped[float] = mapped_column(Float)
    made_at: Mapped[Moment]
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    # Last, since they are large: SQLite goes through all that lies before what it reads.
    problem: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    plan: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    second_plan: Mapped[str | None] = mapped_column(Text, deferred=True, deferred_raiseload=True)


class QueuedMatching(Row):
    """A round's last matching that was too large for one request: a coordinator asked for it, the clock makes it.

    `turn` counts the claims, so that whoever lost hers writes nothing; `says` is why it failed.
    """

    __tablename__ = "queued_matching"
    __table_args__ = (UniqueConstraint("round_id"),)

    id: Mapped[Key]
    round_id: Mapped[UUID] = refers("matching_round.id", index=False, ondelete="CASCADE")
    state: Mapped[Code] = mapped_column(default="waiting", index=True)
    stage: Mapped[int] = mapped_column(SmallInteger, default=0)
    turn: Mapped[int] = mapped_column(SmallInteger, default=0)
    says: Mapped[Any] = mapped_column(json_type(), nullable=True)
    asked_at: Mapped[Moment]
    asked_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RunEntry(Row):
    """One organization of a run: its mentor or none, and why. `priority` orders by tier, then by fit.

    `reasons` and `choices` (every other possible mentor with its price) are read for one organization at a time.
    """

    __tablename__ = "run_entry"
    __table_args__ = (
        Index("ix_run_entry_run_id_priority", "run_id", "priority"),
        # Who is left out, in order; and the pairs, without reading what is told of each.
        Index("ix_run_entry_run_id_mentor_id_priority_mentee_id", "run_id", "mentor_id", "priority", "mentee_id"),
        Index("ix_run_entry_run_id_is_locked", "run_id", "is_locked"),
    )

    run_id: Mapped[UUID] = refers("matching_run.id", index=False, ondelete="CASCADE", primary_key=True)
    mentee_id: Mapped[UUID] = refers("organization.id", primary_key=True)
    mentor_id: Mapped[UUID | None] = refers("organization.id", nullable=True)
    tier: Mapped[int] = mapped_column(SmallInteger)
    fit: Mapped[int] = mapped_column(SmallInteger)
    priority: Mapped[int] = mapped_column(Integer)
    km: Mapped[int | None] = mapped_column(Integer)
    is_locked: Mapped[bool] = mapped_column(Boolean, default=False)
    is_kept: Mapped[bool] = mapped_column(Boolean, default=False)
    summary: Mapped[Any] = mapped_column(json_type())
    reasons: Mapped[Any] = mapped_column(json_type(), deferred=True, deferred_raiseload=True)
    choices: Mapped[Any] = mapped_column(json_type(), deferred=True, deferred_raiseload=True)


class RunSecond(Row):
    """The second mentor of an organization of a run, for topics that its first does not teach.

    `choices` is every other possible one with its price, read for one organization at a time.
    """

    __tablename__ = "run_second"

    run_id: Mapped[UUID] = refers("matching_run.id", index=False, ondelete="CASCADE", primary_key=True)
    mentee_id: Mapped[UUID] = refers("organization.id", primary_key=True)
    mentor_id: Mapped[UUID] = refers("organization.id")
    tier: Mapped[int] = mapped_column(SmallInteger)
    fit: Mapped[int] = mapped_column(SmallInteger)
    km: Mapped[int | None] = mapped_column(Integer)
    is_kept: Mapped[bool] = mapped_column(Boolean, default=False)
    is_locked: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    reasons: Mapped[Any] = mapped_column(json_type())
    choices: Mapped[Any] = mapped_column(json_type(), server_default="[]", deferred=True, deferred_raiseload=True)


class RunMentor(Row):
    """One mentor of a run: its places, those used, and what one more would bring."""

    __tablename__ = "run_mentor"

    run_id: Mapped[UUID] = refers("matching_run.id", index=False, ondelete="CASCADE", primary_key=True)
    mentor_id: Mapped[UUID] = refers("organization.id", primary_key=True)
    places: Mapped[int] = mapped_column(SmallInteger)
    used: Mapped[int] = mapped_column(SmallInteger)
    one_more: Mapped[Any] = mapped_column(json_type())


class Scenario(Row):
    """A run that was given a name, to compare with others and to come back to. `parameters` are the round's of then."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[Key]
    round_id: Mapped[UUID] = refers("matching_round.id", ondelete="CASCADE")
    run_id: Mapped[UUID] = refers("matching_run.id", ondelete="CASCADE")
    name: Mapped[Line]
    parameters: Mapped[Any] = mapped_column(json_type())
    saved_at: Mapped[Moment]
    saved_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class Proposal(Row):
    """A pair offered to both sides. `reasons` are what both sides may read, never what only coordinators know.

    A second mentor's is apart from the first's: each is answered, and ends, without the other.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        unique_while("uq_proposal_one_open", "state in ('proposed', 'accepted')", "round_id", "mentee_id", "is_second"),
        Index("ix_proposal_mentor_id_state", "mentor_id", "state"),
        Index("ix_proposal_round_id_state", "round_id", "state"),  # how many stand where
        Index("ix_proposal_round_id_tier_fit_id", "round_id", "tier", "fit", "id"),  # the order of the answers
    )

    id: Mapped[Key]
    round_id: Mapped[UUID] = refers("matching_round.id", index=False)
    run_id: Mapped[UUID] = refers("matching_run.id")
    mentor_id: Mapped[UUID] = refers("organization.id", index=False)
    mentee_id: Mapped[UUID] = refers("organization.id")
    is_second: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[Code] = mapped_column(default="proposed")
    tier: Mapped[int] = mapped_column(SmallInteger)
    fit: Mapped[int] = mapped_column(SmallInteger)
    reasons: Mapped[Any] = mapped_column(json_type())
    published_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Answer(Row):
    """A side's yes or no. `reason` is for coordinators only. By phone: who said it, when and how, and who wrote it down."""

    __tablename__ = "answer"
    __table_args__ = (unique_while("uq_answer_one_standing", "overturned_at is null", "proposal_id", "side"),)

    id: Mapped[Key]
    proposal_id: Mapped[UUID] = refers("proposal.id")
    side: Mapped[Code]
    is_yes: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[Prose] = mapped_column(default="")
    answered_at: Mapped[Moment]
    answered_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    is_by_phone: Mapped[bool] = mapped_column(Boolean, default=False)
    said_by: Mapped[Line] = mapped_column(default="")
    said_on: Mapped[date | None]
    said_how: Mapped[Code] = mapped_column(default="")
    overturned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
