"""The address that somebody signs in with: another one, confirmed by whoever reads its mail."""

from uuid import UUID, uuid4

from sqlalchemy import update

from network.accounts import queries, rules
from network.accounts.commands.links import end_links
from network.accounts.commands.sessions import end_sessions
from network.accounts.events import AddressChangeAsked, AddressChanged
from network.accounts.models import AccountLink, Person
from network.accounts.rules.links import Purpose
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.policy import Permission, authorize
from network.storage.db import db


@command
def ask_for_address(actor: Actor, email: str) -> None:
    """Ask to sign in with another address. The same happens for one that somebody has: no page tells who has an account."""
    authorize(actor, Permission.ADDRESS_CHANGE)
    person = db.session.get(Person, actor.person_id)
    if person is None:
        raise NotFound("person")
    _end_earlier(person.id)
    row = AccountLink(id=uuid4(), person_id=person.id, purpose=Purpose.ADDRESS, made_at=clock.now(), made_by_id=person.id)
    row.email_sealed = queries.sealed(row, "email_sealed", rules.folded_email(email))
    row.old_email_sealed = queries.sealed(row, "old_email_sealed", person.email)
    db.session.add(row)
    record(actor, AddressChangeAsked(person_id=person.id, link_id=row.id))


def _end_earlier(person_id: UUID) -> None:
    """Of several addresses that she asked for, the last one counts."""
    mine = (AccountLink.person_id == person_id, AccountLink.purpose == Purpose.ADDRESS, AccountLink.ended_at.is_(None))
    db.session.execute(update(AccountLink).where(*mine).values(ended_at=clock.now()))


@command
def confirm_address(actor: Actor, token: str) -> UUID:
    """Make the new address hers. Her sessions and links end. Raises `NotFound` for any other token, and for a taken address."""
    authorize(actor, Permission.ADDRESS_CONFIRM)
    now = clock.now()
    link = queries.open_link(token, now, Purpose.ADDRESS)
    if link is None or queries.person_with(link.email) is not None:
        raise NotFound("link")
    unused = (AccountLink.id == link.id, AccountLink.ended_at.is_(None))
    if not db.session.execute(update(AccountLink).where(*unused).values(ended_at=now)).rowcount:  # type: ignore[attr-defined]
        raise NotFound("link")
    db.session.execute(update(Person).where(Person.id == link.person_id).values(email=link.email))
    end_links(link.person_id)
    end_sessions(link.person_id)
    record(Actor(person_id=link.person_id), AddressChanged(person_id=link.person_id))
    return link.person_id
