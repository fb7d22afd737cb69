"""What can happen to a circle."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleOpened(Event):
    """A circle was opened, with this organization as its host."""

    circle_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleJoined(Event):
    """An organization came into a circle; `state` is how the circle stands since."""

    circle_id: UUID
    organization_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleLeft(Event):
    """An organization is in a circle no more; `state` is how the circle stands since."""

    circle_id: UUID
    organization_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleSessionLogged(Event):
    """A meeting of a circle was written down, with how many organizations came."""

    circle_id: UUID
    session_id: UUID
    held_on: date
    how: str
    minutes: int
    organizations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleSessionCorrected(Event):
    """What was written down of a meeting of a circle was changed: which fields."""

    circle_id: UUID
    session_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleSessionTakenBack(Event):
    """A meeting of a circle that was written down isn't one."""

    circle_id: UUID
    session_id: UUID
    held_on: date
    how: str
    minutes: int
    organizations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleHostChanged(Event):
    """Another organization hosts a circle; `other_id` did before."""

    circle_id: UUID
    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleEnded(Event):
    """A circle meets no more."""

    circle_id: UUID
