"""Where somebody is signed in, and what a sign-in is checked against."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, exists, or_, select, true

from network.accounts import rules
from network.accounts.models import AppCode, CodeSheet, Device, Passkey, Person, SignIn, TermsAcceptance
from network.accounts.queries.terms import owes
from network.accounts.rules import Proof
from network.accounts.rules.terms import Audience
from network.approvals.rules import said_ago
from network.drafts.models import Draft
from network.kernel import tokens
from network.kernel.actor import Actor
from network.kernel.words import Words
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
    has_drafts: bool
    is_shared: bool
    proved_by: str
    proved_at: datetime | None
    has_factor: bool


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of somebody's own sessions, as her list shows it."""

    id: UUID
    device: Words
    is_shared: bool
    began: Words
    used: Words
    is_this: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    person_id: UUID
    password_hash: str


# Whether a second step can be asked for; looked up only while none was taken.
_HAS_FACTOR = case(
    (SignIn.proved_by.not_in((Proof.NONE, Proof.PASSWORD)), true()),
    else_=or_(
        exists().where(Passkey.person_id == SignIn.person_id),
        exists().where(AppCode.person_id == SignIn.person_id, AppCode.confirmed_at.is_not(None)),
        exists().where(
            CodeSheet.person_id == SignIn.person_id, CodeSheet.kind == Proof.SHEET, CodeSheet.confirmed_at.is_not(None)
        ),
    ),
)

# Made once: the door asks this in every request.
_SESSION = (
    select(
        SignIn.id,
        SignIn.person_id,
        Person.name,
        SignIn.acting_for,
        SignIn.data,
        SignIn.seen_at,
        owes(Audience.PERSON, TermsAcceptance.person_id == SignIn.person_id).label("owes_terms"),
        exists().where(Draft.person_id == SignIn.person_id).label("has_drafts"),
        SignIn.is_shared,
        SignIn.proved_by,
        SignIn.proved_at,
        _HAS_FACTOR.label("has_factor"),
        SignIn.expires_at,
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_at.is_(None), Person.is_suspended.is_(False))
)


def live_session(token: str, now: datetime) -> LiveSession | None:
    """The session behind a cookie's token, unless ended, idle, too old, or its person suspended."""
    found = first(_SESSION, {"digest": tokens.digest(token)})
    if found is None:
        return None
    *carried, expires_at = found
    live = LiveSession(*carried)
    return live if rules.is_alive(now, live.seen_at, expires_at, is_shared=live.is_shared) else None


def whose_ended(sign_in_id: UUID, now: datetime) -> UUID | None:
    """Whose session this was, if it has ended by now and not long ago; None for somebody who is suspended."""
    asked = select(SignIn).join(Person, Person.id == SignIn.person_id)
    found = db.session.scalar(asked.where(SignIn.id == sign_in_id, Person.is_suspended.is_(False)))
    if found is None or now >= found.expires_at + rules.ABSOLUTE:
        return None
    has_ended = found.ended_at is not None or not rules.is_alive(now, found.seen_at, found.expires_at, is_shared=found.is_shared)
    return found.person_id if has_ended else None


def own_sessions(actor: Actor, this: UUID, now: datetime) -> list[OwnSession]:
    """Where somebody is signed in now, this browser first, then the one used last."""
    alive = or_(
        and_(SignIn.is_shared.is_(False), SignIn.seen_at > now - rules.IDLE),
        and_(SignIn.is_shared, SignIn.seen_at > now - rules.IDLE_SHARED),
    )
    mine = (SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), SignIn.expires_at > now, alive)
    rows = db.session.scalars(select(SignIn).where(*mine).order_by(SignIn.seen_at.desc(), SignIn.id)).all()
    found = [
        OwnSession(
            row.id,
            rules.said_device(row.browser, row.system),
            row.is_shared,
            said_ago(now, row.began_at),
            said_ago(now, row.seen_at),
            row.id == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: not each.is_this)


def is_device_of(email: str, token: str) -> bool:
    """Whether the person with this address has signed in from this browser before."""
    asked = select(Device.token_digest).join(Person, Person.id == Device.person_id)
    mine = asked.where(Device.token_digest == tokens.digest(token), Person.email == rules.folded_email(email))
    return bool(token) and db.session.scalar(mine) is not None


def is_browser_of(person_id: UUID | None, token: str) -> bool:
    """Whether she has come in from this browser before, all steps taken."""
    mine = select(Device.token_digest).where(Device.token_digest == tokens.digest(token), Device.person_id == person_id)
    return bool(token) and db.session.scalar(mine) is not None


def credentials(email: str) -> Credentials | None:
    """What a sign-in with this address is checked against; None for an unknown or suspended person."""
    found = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == rules.folded_email(email), Person.is_suspended.is_(False))
    ).first()
    return None if found is None else Credentials(found.id, found.password_hash)


def own_credentials(actor: Actor) -> Credentials | None:
    """What somebody who is signed in is checked against when she types her password again."""
    found = db.session.execute(select(Person.id, Person.password_hash).where(Person.id == actor.person_id)).first()
    return None if found is None else Credentials(found.id, found.password_hash)


def has_signed_in_since(person_id: UUID, moment: datetime) -> bool:
    """Whether somebody came in after a moment, by her password at least."""
    asked = select(SignIn.id).where(SignIn.person_id == person_id, SignIn.began_at > moment).limit(1)
    return db.session.scalar(asked) is not None
