"""Noting what was said to an organization."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import ContactLogged
from network.organizations.models import ContactEntry
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact to note: `how` is a code of the list of ways."""

    contacted_on: date
    how: str
    note: str = ""
    next_step: str = ""
    next_on: date | None = None


@command
def log_contact(actor: Actor, organization_id: UUID, draft: ContactDraft) -> UUID:
    """Note a contact."""
    row = queries.get(actor, organization_id)
    authorize(actor, Permission.CONTACT_LOG, row)
    if draft.how not in {entry.code for entry in catalogue().entries("way")}:
        raise Invalid("how", words("This is not on the list any more. Choose again."))
    if draft.contacted_on > clock.today() + timedelta(days=1):
        raise Invalid("contacted_on", words("This day is still to come."))
    entry = ContactEntry(
        id=uuid4(),
        organization_id=row.id,
        contacted_on=draft.contacted_on,
        how=draft.how,
        note=draft.note,
        next_step=draft.next_step,
        next_on=draft.next_on,
        written_at=clock.now(),
        written_by_id=actor.person_id,
    )
    db.session.add(entry)
    record(actor, ContactLogged(organization_id=row.id, contact_entry_id=entry.id))
    return entry.id
