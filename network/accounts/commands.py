"""What can be done with people and their sessions."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from network.accounts import queries, rules
from network.accounts.events import (
    PersonAdded,
    PersonRestored,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    SignedIn,
    SignedOut,
)
from network.accounts.models import Person, RoleHolding, SignIn
from network.approvals.rules import About, Act
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import Actor, Role
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
def give_role(actor: Actor, person_id: UUID, role: Role, region_code: str | None = None) -> None:
    """Give a role; a liaison's names the region."""
    authorize(actor, Permission.ROLE_GIVE)
    if db.session.get(Person, person_id) is None:
        raise NotFound(str(person_id))
    if (role, region_code) in queries.roles_of(person_id):
        raise Conflict(words("She has this role already."))
    db.session.add(RoleHolding(person_id=person_id, role=role, region_code=region_code, given_at=clock.now()))
    record(actor, RoleGiven(person_id=person_id, role=role, region_code=region_code))


@command
def take_role(actor: Actor, person_id: UUID, role: Role, region_code: str | None = None) -> None:
    """Take a role away; one person may, since it can't wait. Her sessions end. Raises `Conflict` for the last administrator."""
    authorize(actor, Permission.ROLE_TAKE)
    held = db.session.scalars(
        select(RoleHolding).where(
            RoleHolding.person_id == person_id,
            RoleHolding.role == role,
            RoleHolding.region_code.is_not_distinct_from(region_code),
        )
    ).all()
    if not held:
        raise NotFound(str(person_id))
    if role is Role.ADMINISTRATOR and queries.people_with(role) <= {person_id}:
        raise Conflict(words("She is the only administrator. Ask for another one first."))
    for each in held:
        db.session.delete(each)
    _end_sessions_of(person_id)
    record(actor, RoleTaken(person_id=person_id, role=role, region_code=region_code))


@command
def suspend_person(actor: Actor, person_id: UUID) -> None:
    """Keep somebody out from now on, on every device. Nobody suspends herself."""
    authorize(actor, Permission.PERSON_SUSPEND)
    if person_id == actor.person_id:
        raise Conflict(words("You can't suspend yourself. Ask another administrator."))
    _person(person_id).is_suspended = True
    _end_sessions_of(person_id)
    record(actor, PersonSuspended(person_id=person_id))


@command
def restore_person(actor: Actor, person_id: UUID) -> None:
    """Let somebody in again who was suspended."""
    authorize(actor, Permission.PERSON_SUSPEND)
    _person(person_id).is_suspended = False
    record(actor, PersonRestored(person_id=person_id))


@command
def begin_session(actor: Actor, person_id: UUID, acting_for: UUID | None) -> str:
    """Begin a session for somebody whose password was right; gives the token for her cookie."""
    authorize(actor, Permission.SIGN_IN)
    now, token = clock.now(), tokens.new_token()
    session = SignIn(
        id=uuid4(),
        token_digest=tokens.digest(token),
        person_id=person_id,
        acting_for=acting_for,
        data={"csrf_token": secrets.token_hex(20)},
        began_at=now,
        seen_at=now,
        expires_at=now + rules.ABSOLUTE,
    )
    db.session.add(session)
    record(Actor(person_id=person_id), SignedIn(sign_in_id=session.id))
    return token


@command
def end_session(actor: Actor, sign_in_id: UUID) -> None:
    """End one's own session, here and on every other worker."""
    authorize(actor, Permission.SIGN_OUT)
    mine = (SignIn.id == sign_in_id, SignIn.person_id == actor.person_id)
    if not db.session.execute(update(SignIn).where(*mine).values(ended_at=clock.now(), data={})).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(sign_in_id))
    record(actor, SignedOut(sign_in_id=sign_in_id))


@touch
def mark_seen(sign_in_id: UUID, now: datetime) -> None:
    """Note that a session is in use. An ended session is not brought back."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(seen_at=now))


@touch
def keep_data(sign_in_id: UUID, data: dict[str, Any]) -> None:
    """Keep what the session carries (messages for the next page). An ended session is not brought back."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(data=data))


@touch
def leave(sign_in_id: UUID) -> None:
    """End a session by the way out, which asks nothing and writes no fact."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended_at=clock.now(), data={}))


def _person(person_id: UUID) -> Person:
    row = db.session.get(Person, person_id)
    if row is None:
        raise NotFound(str(person_id))
    return row


def _end_sessions_of(person_id: UUID) -> None:
    live = (SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*live).values(ended_at=clock.now(), data={}))


def _give(actor: Actor, about: About) -> None:
    """Do what two people agreed on. She signs in anew, so that the role holds everywhere from one moment."""
    person_id = UUID(about["person_id"])
    give_role(actor, person_id, Role(about["role"]), about["region_code"])
    _end_sessions_of(person_id)


# A role is given by two people. None implies another; the role that opens sealed reports never passes by waiting.
ACTS = (
    Act(rules.GIVE_ROLE, Permission.ROLE_ASK, _give, queries.administrators, queries.said_role),
    Act(
        rules.GIVE_SAFETY_ROLE,
        Permission.SAFETY_ROLE_ASK,
        _give,
        queries.administrators_and_moderators,
        queries.said_role,
        may_wait=False,
    ),
)
