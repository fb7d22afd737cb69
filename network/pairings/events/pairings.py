"""What can happen to a pairing as a whole."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingBegun(Event):
    """Both sides said yes."""

    pairing_id: UUID
    proposal_id: UUID | None
    mentor_id: UUID
    mentee_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingBroughtIn(Event):
    """A pairing that ran before it was entered here came in by a file."""

    pairing_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    began_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingUndone(Event):
    """A pairing ended because an answer that it stood on was overturned."""

    pairing_id: UUID
    proposal_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsMoved(Event):
    """Two entries became one organization: pairings of the other are those of `organization_id` now."""

    organization_id: UUID
    other_id: UUID
    pairings: int
