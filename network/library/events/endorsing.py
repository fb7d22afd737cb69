"""What can happen to endorsements."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEndorsed(Event):
    """An organization stands behind a text."""

    document_id: UUID
    version_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementWithdrawn(Event):
    """An organization stands behind a document no more."""

    document_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementsLapsed(Event):
    """A text came into force; these organizations stood behind one that it changes too much."""

    document_id: UUID
    version_id: UUID
    size_code: str
    organization_ids: tuple[UUID, ...]
