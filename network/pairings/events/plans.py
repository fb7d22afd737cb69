"""What can happen to the plan of a pairing."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAdded(Event):
    """A step was added to the plan."""

    pairing_id: UUID
    step_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsTaken(Event):
    """So many steps came from a template."""

    pairing_id: UUID
    code: str
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChanged(Event):
    """A step was changed."""

    pairing_id: UUID
    step_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMoved(Event):
    """A step has another place in the order."""

    pairing_id: UUID
    step_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRemoved(Event):
    """A step is no longer in the plan."""

    pairing_id: UUID
    step_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Event):
    """A step is done, or not done after all."""

    pairing_id: UUID
    step_id: UUID
    is_done: bool
