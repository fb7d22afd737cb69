"""What can be done with a password, once somebody has shown that it is hers."""

from uuid import UUID

from sqlalchemy import update

from network.accounts.commands.links import end_links
from network.accounts.commands.sessions import end_sessions
from network.accounts.events import PasswordChanged
from network.accounts.models import Person
from network.journal.command import command, record, touch
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db


@command
def change_password(actor: Actor, sign_in_id: UUID, was: str, digest: str) -> None:
    """Keep a new password's digest in place of the one that `was`; all sessions but this one end. Raises `Conflict`."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if actor.person_id is None:
        raise NotFound("nobody")
    held = (Person.id == actor.person_id, Person.password_hash == was)
    if not db.session.execute(update(Person).where(*held).values(password_hash=digest)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(words("The password was changed just now. Sign in with the new one."))
    end_links(actor.person_id)
    end_sessions(actor.person_id, but=sign_in_id)
    record(actor, PasswordChanged(person_id=actor.person_id))


@touch
def keep_digest(person_id: UUID, was: str, digest: str) -> None:
    """Keep the same password's digest made with today's costs."""
    db.session.execute(update(Person).where(Person.id == person_id, Person.password_hash == was).values(password_hash=digest))
