"""What can happen on the way of a text from draft to in force, and to a document that holds."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpened(Event):
    """A text was put before its space for comments, until a day."""

    document_id: UUID
    number: int
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEnded(Event):
    """The day is over until which comments were asked for."""

    document_id: UUID
    number: int
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked(Event):
    """A text waits for somebody who did not write it to approve it."""

    document_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionReturned(Event):
    """A text went back to its writers."""

    document_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDropped(Event):
    """A text was given up."""

    document_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionApproved(Event):
    """A text came into force; the one before it is replaced."""

    document_id: UUID
    number: int
    size_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWithdrawn(Event):
    """A document holds no more."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentConfirmed(Event):
    """Somebody looked a text in force through: it still holds."""

    document_id: UUID
    number: int
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReviewDue(Event):
    """The day has come on which a document is to be looked through."""

    document_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsMoved(Event):
    """Two entries became one organization: what the other kept and said of documents is its own now."""

    organization_id: UUID
    other_id: UUID
    documents: int
