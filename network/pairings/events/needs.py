"""What can happen to the needs and goals of a pairing."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAssessed(Event):
    """The two sides said where the mentee stands with so many topics."""

    pairing_id: UUID
    kind: str
    topics: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet(Event):
    """A goal was set."""

    pairing_id: UUID
    goal_id: UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChanged(Event):
    """A goal's words, topic or day were changed."""

    pairing_id: UUID
    goal_id: UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalClosed(Event):
    """A goal was reached or let go; `service_code` names the service that began by it."""

    pairing_id: UUID
    goal_id: UUID
    state: str
    service_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReopened(Event):
    """A goal is open again."""

    pairing_id: UUID
    goal_id: UUID
