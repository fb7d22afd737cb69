"""Documents, their versions, topics and files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, Prose, UtcDateTime, refers, unique_while
from network.storage.db import Row

_WORKING = "state in ('draft', 'consultation', 'review')"


class Document(Row):
    """A practice document: what holds for every version of it.

    `state` is one of `rules.states.DocumentState`. `organization_id` keeps it; network staff keep what has none. Reviews remind
    the person in `steward_id`. `is_shared`: it has left its keepers' desk once. `title` is that of the text in force, else of the
    one worked on. `adapted_from_id` is the version that this was made from; `revision` grows with every change.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_space_id_state_changed_at", "space_id", "state", "changed_at"),
        Index("ix_document_state_review_on", "state", "review_on"),
    )

    id: Mapped[Key]
    space_id: Mapped[UUID] = refers("space.id", index=False)
    organization_id: Mapped[UUID | None] = refers("organization.id", nullable=True)
    state: Mapped[Code] = mapped_column(default="draft")
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False)
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    is_unchecked: Mapped[bool] = mapped_column(Boolean, default=False)
    kind: Mapped[Code]
    title: Mapped[Line]
    folded: Mapped[Line]
    language: Mapped[Code] = mapped_column(default="en")
    licence: Mapped[Code] = mapped_column(default="network")
    credit: Mapped[Line] = mapped_column(default="")
    leaving: Mapped[Code] = mapped_column(default="ask")
    lived_experience: Mapped[Code] = mapped_column(default="not_said")
    steward_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    review_months: Mapped[int] = mapped_column(SmallInteger, default=12)
    review_on: Mapped[date | None]
    in_force_id: Mapped[UUID | None] = mapped_column(Uuid)
    in_force_on: Mapped[date | None]
    adapted_from_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[Prose] = mapped_column(default="")
    created_at: Mapped[Moment]
    created_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    changed_at: Mapped[Moment] = mapped_column(UtcDateTime, index=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)


class DocumentTopic(Row):
    """A topic that a document is about."""

    __tablename__ = "document_topic"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True, index=True)


class DocumentVersion(Row):
    """One text of a document. `state` is one of `rules.states.VersionState`, `size` one of `ChangeSize`.

    `number` counts the texts of a document from 1. `revision` grows with every save: who saves over a newer one sees both.
    `returned_why` says why it went back to draft the last time. `offer_id`: the offer of changes that it was taken up from.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        unique_while("uq_document_version_one_worked_on", _WORKING, "document_id"),
        unique_while("uq_document_version_one_in_force", "state = 'in_force'", "document_id"),
    )

    id: Mapped[Key]
    document_id: Mapped[UUID] = refers("document.id", ondelete="CASCADE", index=False)
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[Code] = mapped_column(default="draft")
    title: Mapped[Line]
    summary: Mapped[Prose] = mapped_column(default="")
    text: Mapped[Prose] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="major")
    what_changed: Mapped[Prose] = mapped_column(default="")
    offer_id: Mapped[UUID | None] = mapped_column(Uuid)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    written_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    consulted_until: Mapped[date | None]
    returned_why: Mapped[Prose] = mapped_column(default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class VersionWriter(Row):
    """Somebody who wrote at a version: she can't approve it."""

    __tablename__ = "version_writer"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, index=True)


class VersionFile(Row):
    """A file that belongs to a version, in its order."""

    __tablename__ = "version_file"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, index=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class Confirmation(Row):
    """That somebody looked a text in force through and it still holds. It changes nothing but the day of the next review."""

    __tablename__ = "confirmation"

    id: Mapped[Key]
    version_id: Mapped[UUID] = refers("document_version.id", ondelete="CASCADE")
    confirmed_on: Mapped[date]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    organization_id: Mapped[UUID | None] = refers("organization.id", nullable=True)
    note: Mapped[Line] = mapped_column(default="")
    review_on: Mapped[date]
