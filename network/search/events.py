"""What can happen to the search."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymsLoaded(Event):
    """The groups that come in the box were written."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymsAdded(Event):
    """A group of words that mean the same was added."""

    synonyms_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymsChanged(Event):
    """A group has other words now."""

    synonyms_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymsRemoved(Event):
    """A group was taken away."""

    synonyms_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEmptied(Event):
    """The whole index was thrown away, to be made anew."""

    count: int
