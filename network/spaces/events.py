"""What can happen to a space."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceOpened(Event):
    """A space was opened for these organizations."""

    space_id: UUID
    kind: str
    organization_ids: tuple[UUID, ...]
