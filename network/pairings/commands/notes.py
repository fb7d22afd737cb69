"""Noting something about a pairing, for coordinators alone; taking a note away."""

from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.pairings import queries
from network.pairings.events import PairingNoted, PairingNoteRemoved
from network.pairings.models import PairingNote
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.once import add_once


@command
def note_pairing(actor: Actor, pairing_id: UUID, text: str, note_id: UUID | None = None) -> UUID:
    """Keep a note. `note_id` is the form's: sent twice, it is one."""
    pairing = queries.get_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_NOTE)
    if not text.strip():
        raise Invalid("text", words("Type what is to be remembered."))
    row = PairingNote(id=note_id or uuid4(), pairing_id=pairing.id, text=text, written_at=clock.now())
    row.written_by_id = actor.person_id
    add_once(row, words("This note is kept already: it stands below."))
    record(actor, PairingNoted(pairing_id=pairing.id, note_id=row.id))
    return row.id


@command
def remove_note(actor: Actor, pairing_id: UUID, note_id: UUID) -> None:
    """Take a note away."""
    authorize(actor, Permission.PAIRING_NOTE)
    row = queries.get_note(actor, pairing_id, note_id)
    record(actor, PairingNoteRemoved(pairing_id=pairing_id, note_id=note_id))
    db.session.delete(row)
