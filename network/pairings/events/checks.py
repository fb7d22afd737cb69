"""What can happen to the short checks. No fact says what was answered: the journal has more readers than an answer."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDue(Event):
    """Both sides are asked."""

    pairing_id: UUID
    moment_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswered(Event):
    """A side answered."""

    pairing_id: UUID
    check_id: UUID
