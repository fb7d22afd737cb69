"""What can become of a pairing that runs. `is_silent`: its sides are not told of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingPaused(Event):
    """It rests."""

    pairing_id: UUID
    until: date | None
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingResumed(Event):
    """It goes on."""

    pairing_id: UUID
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingExtended(Event):
    """It was said until when it runs."""

    pairing_id: UUID
    ends_on: date
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCompleted(Event):
    """It reached its end."""

    pairing_id: UUID
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingEnded(Event):
    """It ended early. `is_rematch`: the mentee took its old place in line."""

    pairing_id: UUID
    why_code: str
    is_rematch: bool
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringAnswered(Event):
    """A mentee that completed said whether it will mentor."""

    pairing_id: UUID
    is_yes: bool
