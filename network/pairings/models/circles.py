"""Circles: one host, three to six organizations without a mentor, one log."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, Prose, refers, unique_while
from network.storage.db import Row


class Circle(Row):
    """A circle: `state` is one of `rules.circles.CircleState`. `began_on` is when it first ran, with three organizations."""

    __tablename__ = "circle"

    id: Mapped[Key]
    name: Mapped[Line]
    host_id: Mapped[UUID] = refers("organization.id")
    state: Mapped[Code] = mapped_column(default="open")
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    space_id: Mapped[UUID | None] = refers("space.id", nullable=True)
    opened_at: Mapped[Moment]
    opened_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class CircleMember(Row):
    """An organization in a circle. Who came back has a row for each time; who was in it at the end has no `left_on`."""

    __tablename__ = "circle_member"
    __table_args__ = (unique_while("uq_circle_member_one_at_a_time", "left_on is null", "circle_id", "organization_id"),)

    id: Mapped[Key]
    circle_id: Mapped[UUID] = refers("circle.id", ondelete="CASCADE")
    organization_id: Mapped[UUID] = refers("organization.id")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]


class CircleSession(Row):
    """One meeting of a circle. `note` is for its organizations alone; `version` grows with each correction."""

    __tablename__ = "circle_session"
    __table_args__ = (
        Index("ix_circle_session_circle_id_held_on", "circle_id", "held_on"),
        Index("ix_circle_session_held_on", "held_on"),  # reports ask by day
    )

    id: Mapped[Key]
    circle_id: Mapped[UUID] = refers("circle.id", index=False)
    held_on: Mapped[date]
    how: Mapped[Code]
    minutes: Mapped[int]
    next_on: Mapped[date | None]
    note: Mapped[Prose] = mapped_column(default="")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    logged_at: Mapped[Moment]
    logged_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class CircleTopic(Row):
    """A topic that a meeting of a circle was about."""

    __tablename__ = "circle_topic"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("circle_session.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)


class CircleAttendance(Row):
    """An organization that came to a meeting of its circle."""

    __tablename__ = "circle_attendance"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("circle_session.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id"), primary_key=True, index=True)
