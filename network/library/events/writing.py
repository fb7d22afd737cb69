"""What can happen while a document is written."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBegun(Event):
    """A document was begun in a space."""

    document_id: UUID
    space_id: UUID
    organization_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDescribed(Event):
    """What holds for all versions of a document was said anew."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPlaced(Event):
    """A document went from one space to another, with all its versions and files. Some organizations read it no more."""

    document_id: UUID
    space_id: UUID
    from_space_id: UUID
    organization_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSaved(Event):
    """A draft was saved."""

    document_id: UUID
    number: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionBegun(Event):
    """A new version began with the text of an earlier one."""

    document_id: UUID
    number: int
    from_number: int
