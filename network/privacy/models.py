"""What is remembered of duties towards people."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage import secrets
from network.storage.columns import Code, Key, Moment, Prose, UtcDateTime
from network.storage.db import Row


class Erasure(Row):
    """Somebody was erased: by id only. `complete_at` is when the last back-up that holds her lapses."""

    __tablename__ = "erasure"

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    erased_at: Mapped[Moment]
    complete_at: Mapped[Moment]


class PrivacyRequest(Row):
    """Somebody asked for what the law gives her. Who it was and what was said is sealed.

    `reminded_of`: the due day that administrators were reminded of; another day is reminded of anew.
    """

    __tablename__ = "privacy_request"
    __table_args__ = (Index("ix_privacy_request_closed_at_due_on", "closed_at", "due_on"),)

    id: Mapped[Key]
    kind: Mapped[Code]
    received_on: Mapped[date]
    due_on: Mapped[date]
    who_sealed: Mapped[Prose]
    note_sealed: Mapped[Prose]
    answered_on: Mapped[date | None]
    extended_on: Mapped[date | None]
    extended_why: Mapped[str] = mapped_column(String(80), default="")
    reminded_of: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class Incident(Row):
    """Data got out, or may have. What happened and what was done is sealed."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_closed_at_noticed_on", "closed_at", "noticed_on"),)

    id: Mapped[Key]
    noticed_on: Mapped[date]
    what_sealed: Mapped[Prose]
    done_sealed: Mapped[Prose]
    stopped_on: Mapped[date | None]
    people_told_on: Mapped[date | None]
    commissioner_told_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


for table, column in (
    ("privacy_request", "who_sealed"),
    ("privacy_request", "note_sealed"),
    ("incident", "what_sealed"),
    ("incident", "done_sealed"),
):
    secrets.register(table, column, secrets.Ring.ACCOUNTS)
