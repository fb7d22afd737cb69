"""What can be done with people and their sessions."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

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
from network.accounts.models import Device, Person, RoleHolding, SignIn, SignInTry
from network.approvals.rules import About, Act
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.columns import insert_of
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


@touch
def take_turn(keys: Mapping[str, str]) -> timedelta:
    """Count a try to sign in by each kind of key before anything is hashed; gives the wait. Who must wait is not counted."""
    now = clock.now()
    rows = {kind: _counted(kind, key, now) for kind, key in sorted(keys.items())}
    waits = [rules.wait(rules.LIMITS[kind], row.count, row.last_at, now) for kind, row in rows.items()]
    if max(waits) > timedelta(0):
        return max(waits)
    for kind, row in rows.items():
        row.count = 1 if rules.is_rested(rules.LIMITS[kind], row.last_at, now) else row.count + 1
        row.last_at = now
    return timedelta(0)


@touch
def forget_tries(keys: Collection[str]) -> None:
    """The password was right: what was counted against these keys is forgotten."""
    db.session.execute(delete(SignInTry).where(SignInTry.key.in_(tuple(keys))))


@touch
def know_device(person_id: UUID, token: str) -> None:
    """Remember the browser that somebody has just signed in from."""
    db.session.merge(Device(token_digest=tokens.digest(token), person_id=person_id, seen_at=clock.now()))


@touch
def forget_old() -> None:
    """Forget tries of yesterday, and browsers that nobody came back with."""
    now = clock.now()
    db.session.execute(delete(SignInTry).where(SignInTry.last_at < now - rules.FORGOTTEN_AFTER))
    db.session.execute(delete(Device).where(Device.seen_at < now - rules.DEVICE_KNOWN_FOR))


def _counted(kind: str, key: str, now: datetime) -> SignInTry:
    """The row of a key, held until the transaction ends; of two who make it at once, one waits for the other."""
    asked = select(SignInTry).where(SignInTry.key == key).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(asked)
    if row is None:
        making = insert_of(db.engine.dialect.name)(SignInTry).values(key=key, kind=kind, count=0, last_at=now)
        db.session.execute(making.on_conflict_do_nothing())
        row = db.session.scalars(asked).one()
    return row


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
