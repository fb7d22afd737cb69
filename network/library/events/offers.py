"""What can happen to changes that are offered back. `document_id` is the document that they are offered to."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesOffered(Event):
    """The keepers of an adaptation offered its text to the document that it was made from."""

    document_id: UUID
    offer_id: UUID
    version_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTaken(Event):
    """The offered text lies on the desk of the document's keepers, as a new draft."""

    document_id: UUID
    offer_id: UUID
    version_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(Event):
    """The document's keepers said no, and why."""

    document_id: UUID
    offer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(Event):
    """Who offered took it back before it was answered."""

    document_id: UUID
    offer_id: UUID
