"""What a list of documents is held against: the files that came with it, topics, stewards, and the titles that are there."""

from dataclasses import dataclass, field
from uuid import UUID

from network.kernel.words import Words
from network.settings.rules import Entry


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that came with the list, by its name without folders. `problem`: why it can't come in, and what to do."""

    name: str
    size: int = 0
    problem: Words | None = None


@dataclass(frozen=True, slots=True)
class StewardKnown:
    """An organization that may look after a document."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """All of it at one moment. `titles` are those of documents that are there, as far as whoever imports may see them."""

    files: tuple[FileSent, ...]
    topics: tuple[Entry, ...]
    licences: tuple[Entry, ...] = ()
    stewards: tuple[StewardKnown, ...] = ()
    titles: frozenset[str] = field(default_factory=frozenset)
    usual_steward: StewardKnown | None = None
    """Who looks after a document whose row names nobody."""
