"""What can happen when many documents come in."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsImported(Event):
    """A list of documents came in with its files, as drafts that nobody has checked."""

    document_ids: tuple[UUID, ...]
    count: int
