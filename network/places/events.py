"""What can happen to places."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesLoaded(Event):
    """A data set of places was loaded."""

    regions: int
    added: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityAdded(Event):
    """A community was added by hand."""

    community_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChanged(Event):
    """A community was corrected by hand."""

    community_id: UUID
