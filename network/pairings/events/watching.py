"""What coordinators do while they watch over pairings."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingNoted(Event):
    """Coordinators have a note more about a pairing."""

    pairing_id: UUID
    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingNoteRemoved(Event):
    """A note about a pairing was taken away."""

    pairing_id: UUID
    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingNudged(Event):
    """Its sides were asked something."""

    pairing_id: UUID
    ask_code: str
