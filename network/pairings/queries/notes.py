"""Coordinators' notes about a pairing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.pairings.models import PairingNote
from network.pairings.queries.pairings import get_pairing
from network.policy import Permission, can
from network.storage.db import db
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note: when, by whom, what."""

    id: UUID
    text: str
    written_at: datetime
    by: str


def notes(actor: Actor, pairing_id: UUID) -> tuple[NoteLine, ...]:
    """The newest first. Two statements. For others than coordinators there are no notes: raises NotFound."""
    get_pairing(actor, pairing_id)
    if not can(actor, Permission.PAIRING_NOTE):
        raise NotFound(str(pairing_id))
    asked = (
        select(PairingNote.id, PairingNote.text, PairingNote.written_at, Person.name)
        .outerjoin(Person, Person.id == PairingNote.written_by_id)
        .where(PairingNote.pairing_id == pairing_id)
        .order_by(PairingNote.written_at.desc(), PairingNote.id)
    )
    return tuple(NoteLine(id, text, at, by or "") for id, text, at, by in rows(asked))


def get_note(actor: Actor, pairing_id: UUID, note_id: UUID) -> PairingNote:
    """One note of this pairing. Raises NotFound."""
    get_pairing(actor, pairing_id)
    row = db.session.get(PairingNote, note_id)
    if row is None or row.pairing_id != pairing_id or not can(actor, Permission.PAIRING_NOTE):
        raise NotFound(str(note_id))
    return row
