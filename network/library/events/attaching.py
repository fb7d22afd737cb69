"""What can happen to the files of a draft."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAttached(Event):
    """A file was put to a draft."""

    document_id: UUID
    number: int
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetached(Event):
    """A file was taken off a draft. Earlier texts that carry it keep it."""

    document_id: UUID
    number: int
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesOrdered(Event):
    """The files of a draft stand in another order."""

    document_id: UUID
    number: int
