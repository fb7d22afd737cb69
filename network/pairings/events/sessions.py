"""What can happen to the log of mentoring sessions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLogged(Event):
    """A session was written down."""

    pairing_id: UUID
    session_id: UUID
    held_on: date
    how: str
    minutes: int
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCorrected(Event):
    """What was written down of a session was changed: which fields."""

    pairing_id: UUID
    session_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTakenBack(Event):
    """A session that was written down isn't one."""

    pairing_id: UUID
    session_id: UUID
    held_on: date
    how: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingActivated(Event):
    """A pairing is on trial no more: it has met."""

    pairing_id: UUID
