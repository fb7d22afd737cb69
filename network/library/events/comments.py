"""What can happen to a comment on a document."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCommented(Event):
    """Somebody said something of a text, or of a passage of it."""

    document_id: UUID
    version_id: UUID
    comment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAnswered(Event):
    """Somebody answered below a comment. `comment_id` is the answer."""

    document_id: UUID
    comment_id: UUID
    answers_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentChanged(Event):
    """Who wrote a comment or an answer said it in other words."""

    document_id: UUID
    comment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentTakenBack(Event):
    """Who wrote a comment or an answer took it back: its words are gone."""

    document_id: UUID
    comment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSettled(Event):
    """A keeper said what became of a comment."""

    document_id: UUID
    comment_id: UUID
    how: str
