"""What can happen to the use of a document."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdopted(Event):
    """An organization said that it uses a document."""

    document_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionEnded(Event):
    """An organization said that it uses a document no more."""

    document_id: UUID
    organization_id: UUID
