"""What can be done with people: let one in, keep one out."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from network.accounts import rules
from network.accounts.commands.sessions import end_sessions
from network.accounts.events import PersonAdded, PersonRestored, PersonSuspended
from network.accounts.models import Person
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody to add; the password comes as its digest, since hashing is done before the transaction."""

    email: str
    name: str
    password_hash: str


@command
def add_person(actor: Actor, draft: PersonDraft) -> UUID:
    """Let somebody sign in. Raises `Invalid` when the address is taken."""
    authorize(actor, Permission.PERSON_ADD)
    email = rules.folded_email(draft.email)
    if db.session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise Invalid("email", words("This address can't be used. Choose another."))
    person = Person(id=uuid4(), email=email, name=draft.name.strip(), password_hash=draft.password_hash, added_at=clock.now())
    db.session.add(person)
    db.session.flush()  # what follows in the same transaction refers to the person
    record(actor, PersonAdded(person_id=person.id))
    return person.id


@command
def suspend_person(actor: Actor, person_id: UUID) -> None:
    """Keep somebody out from now on, on every device. Nobody suspends herself."""
    authorize(actor, Permission.PERSON_SUSPEND)
    if person_id == actor.person_id:
        raise Conflict(words("You can't suspend yourself. Ask another administrator."))
    _person(person_id).is_suspended = True
    end_sessions(person_id)
    record(actor, PersonSuspended(person_id=person_id))


@command
def restore_person(actor: Actor, person_id: UUID) -> None:
    """Let somebody in again who was suspended."""
    authorize(actor, Permission.PERSON_SUSPEND)
    _person(person_id).is_suspended = False
    record(actor, PersonRestored(person_id=person_id))


def _person(person_id: UUID) -> Person:
    row = db.session.get(Person, person_id)
    if row is None or row.erased_at is not None:
        raise NotFound(str(person_id))
    return row
