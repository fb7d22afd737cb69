"""Taking a person out of the accounts."""

from uuid import UUID

from sqlalchemy import delete, select

from network.accounts import queries
from network.accounts.models import Person
from network.accounts.rules.erasing import no_address, pseudonym
from network.journal.command import touch
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.storage.db import Row, db

ADMINISTRATORS_STAY = 2


@touch
def erase_account(actor: Actor, person_id: UUID) -> None:
    """Keep her out at once and let go of all that names her, inside the command that says why. Raises `Conflict`, `NotFound`."""
    row = db.session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if row is None or row.erased_at is not None:
        raise NotFound(str(person_id))
    administrators = queries.people_with(Role.ADMINISTRATOR)
    if not actor.is_system and person_id in administrators and len(administrators - {person_id}) < ADMINISTRATORS_STAY:
        raise Conflict(words("Two administrators must stay. Ask for another one first, or have somebody take your role away."))
    for table in Row.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person" and key.ondelete == "CASCADE":
                hers = [key.parent == person_id]
                if "organization_id" in table.columns:
                    hers.append(table.c.organization_id.is_(None))  # what she accepted for an organization stays with it
                db.session.execute(delete(table).where(*hers))
    row.name, row.email, row.password_hash = pseudonym(person_id), no_address(person_id), "-"
    row.is_suspended, row.erased_at = True, clock.now()
