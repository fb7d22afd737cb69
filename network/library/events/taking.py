"""What can happen when documents are taken away."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsTaken(Event):
    """Somebody took documents away as files: one as a word processor's file, or several as a page or an archive."""

    document_ids: tuple[UUID, ...]
    kind: str
