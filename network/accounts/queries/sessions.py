"""Where somebody is signed in, and what a sign-in is checked against."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, select

from network.accounts import rules
from network.accounts.models import Device, Person, SignIn, TermsAcceptance
from network.accounts.queries.terms import owes
from network.accounts.rules.terms import Audience
from network.drafts.models import Draft
from network.kernel import tokens
from network.storage.db import db
from network.storage.reading import first


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that holds, with what the door needs of its person."""

    id: UUID
    person_id: UUID
    name: str
    acting_for: UUID | None
    data: dict[str, Any]
    seen_at: datetime
    owes_terms: bool
    has_drafts: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    person_id: UUID
    password_hash: str


_SESSION = (
    select(
        SignIn.id,
        SignIn.person_id,
        Person.name,
        SignIn.acting_for,
        SignIn.data,
        SignIn.seen_at,
        SignIn.expires_at,
        owes(Audience.PERSON, TermsAcceptance.person_id == SignIn.person_id).label("owes_terms"),
        exists().where(Draft.person_id == SignIn.person_id).label("has_drafts"),
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_at.is_(None), Person.is_suspended.is_(False))
)


def live_session(token: str, now: datetime) -> LiveSession | None:
    """The session behind a cookie's token, unless ended, idle, too old, or its person suspended."""
    found = first(_SESSION, {"digest": tokens.digest(token)})
    if found is None:
        return None
    id, person_id, name, acting_for, data, seen_at, expires_at, owes_terms, has_drafts = found
    if not rules.is_alive(now, seen_at, expires_at):
        return None
    return LiveSession(id, person_id, name, acting_for, dict(data), seen_at, owes_terms, has_drafts)


def whose_ended(sign_in_id: UUID, now: datetime) -> UUID | None:
    """Whose session this was, if it has ended by now and not long ago; None for somebody who is suspended."""
    asked = select(SignIn).join(Person, Person.id == SignIn.person_id)
    found = db.session.scalar(asked.where(SignIn.id == sign_in_id, Person.is_suspended.is_(False)))
    if found is None or now >= found.expires_at + rules.ABSOLUTE:
        return None
    has_ended = found.ended_at is not None or not rules.is_alive(now, found.seen_at, found.expires_at)
    return found.person_id if has_ended else None


def is_device_of(email: str, token: str) -> bool:
    """Whether the person with this address has signed in from this browser before."""
    asked = select(Device.token_digest).join(Person, Person.id == Device.person_id)
    mine = asked.where(Device.token_digest == tokens.digest(token), Person.email == rules.folded_email(email))
    return bool(token) and db.session.scalar(mine) is not None


def credentials(email: str) -> Credentials | None:
    """What a sign-in with this address is checked against; None for an unknown or suspended person."""
    found = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == rules.folded_email(email), Person.is_suspended.is_(False))
    ).first()
    return None if found is None else Credentials(found.id, found.password_hash)
