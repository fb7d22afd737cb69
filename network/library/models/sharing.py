"""What others say of a document and make of it: comments, endorsements, adoptions, adaptations."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Integer, SmallInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, Prose, UtcDateTime, refers, unique_while
from network.storage.db import Row


class PassageComment(Row):
    """A comment on a passage of a version, or on the whole (no `passage`), or an answer to one (`answers_id`).

    `passage` is the passage's key, `quote` its first words as they were. `is_inside`: said of a draft, for its keepers alone.
    `how` is one of `rules.comments.How`, or empty; of what was taken back the words are gone.
    """

    __tablename__ = "passage_comment"

    id: Mapped[Key]
    version_id: Mapped[UUID] = refers("document_version.id", ondelete="CASCADE")
    answers_id: Mapped[UUID | None] = refers("passage_comment.id", ondelete="CASCADE", nullable=True)
    passage: Mapped[str] = mapped_column(String(80), default="")
    quote: Mapped[Line] = mapped_column(default="")
    text: Mapped[Prose]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    organization_id: Mapped[UUID | None] = refers("organization.id", nullable=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    how: Mapped[Code] = mapped_column(default="")
    is_inside: Mapped[bool] = mapped_column(Boolean, default=False)


class Endorsement(Row):
    """An organization stands behind one version. It lapses when a version of major change comes into force."""

    __tablename__ = "endorsement"
    __table_args__ = (unique_while("uq_endorsement_one_that_holds", "ended_on is null", "version_id", "organization_id"),)

    id: Mapped[Key]
    version_id: Mapped[UUID] = refers("document_version.id", ondelete="CASCADE", index=False)
    organization_id: Mapped[UUID] = refers("organization.id")
    endorsed_on: Mapped[date]
    endorsed_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    ended_on: Mapped[date | None]
    has_lapsed: Mapped[bool] = mapped_column(default=False)


class Adoption(Row):
    """An organization uses a document."""

    __tablename__ = "adoption"
    __table_args__ = (unique_while("uq_adoption_one_that_holds", "ended_on is null", "document_id", "organization_id"),)

    id: Mapped[Key]
    document_id: Mapped[UUID] = refers("document.id", ondelete="CASCADE", index=False)
    organization_id: Mapped[UUID] = refers("organization.id")
    adopted_on: Mapped[date]
    adopted_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    note: Mapped[Line] = mapped_column(default="")
    ended_on: Mapped[date | None]


class AdaptationReason(Row):
    """Why an adaptation says something else than its parent, passage by passage."""

    __tablename__ = "adaptation_reason"

    id: Mapped[Key]
    document_id: Mapped[UUID] = refers("document.id", ondelete="CASCADE")
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    what: Mapped[Line]
    why: Mapped[Prose]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class ParentSeen(Row):
    """That an adaptation's keepers looked at a newer version of its parent, and what they made of it."""

    __tablename__ = "parent_seen"

    id: Mapped[Key]
    document_id: Mapped[UUID] = refers("document.id", ondelete="CASCADE")
    version_id: Mapped[UUID] = refers("document_version.id", ondelete="CASCADE")
    seen_on: Mapped[date]
    seen_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    note: Mapped[Line] = mapped_column(default="")


class ChangeOffer(Row):
    """Changes offered back to the document that something was adapted from. `state`: offered, taken, declined, withdrawn."""

    __tablename__ = "change_offer"
    __table_args__ = (unique_while("uq_change_offer_one_open", "state = 'offered'", "version_id", "document_id"),)

    id: Mapped[Key]
    version_id: Mapped[UUID] = refers("document_version.id", ondelete="CASCADE", index=False)
    document_id: Mapped[UUID] = refers("document.id", ondelete="CASCADE")
    state: Mapped[Code] = mapped_column(default="offered")
    message: Mapped[Prose] = mapped_column(default="")
    answer: Mapped[Prose] = mapped_column(default="")
    offered_at: Mapped[Moment]
    offered_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[UUID | None] = mapped_column(Uuid)
