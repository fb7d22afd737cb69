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


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceClosed(Event):
    """Nobody writes in this space any more; who was in it reads on."""

    space_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceEntered(Event):
    """One more organization may enter this space."""

    space_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceLeft(Event):
    """An organization enters this space no more; the others do."""

    space_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacesMoved(Event):
    """Two entries became one organization: the spaces of the other are open to `organization_id` now."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceWithdrawn(Event):
    """Nobody enters this space any more."""

    space_id: UUID
