"""What can happen to a file."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKept(Event):
    """A file was put into a space, for an organization where one is named."""

    file_id: UUID
    space_id: UUID
    organization_id: UUID | None
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRemoved(Event):
    """A file was taken away, and its bytes go where no other file has the same."""

    file_id: UUID
    space_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCleared(Event):
    """A file that had waited for the search for viruses was found to hold none."""

    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFoundInfected(Event):
    """A virus was found in a kept file, and its bytes are gone."""

    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPlaced(Event):
    """What files hang on went to another space, and they with it."""

    space_id: UUID
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesMoved(Event):
    """Two entries became one organization: the files of the other are kept for `organization_id` now."""

    organization_id: UUID
    other_id: UUID
    files: int
