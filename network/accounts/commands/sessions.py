"""What can be done with sessions: begin, prove, use, end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, update

from network.accounts import rules
from network.accounts.events import (
    ActingForChosen,
    NewDeviceSignedIn,
    OtherSessionsEnded,
    SessionProved,
    SignedIn,
    SignedInAfterTries,
    SignedOut,
)
from network.accounts.models import Device, Person, SignIn
from network.accounts.rules import Proof
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db

WORTH_TELLING = 3  # wrong passwords before the right one


@dataclass(frozen=True, slots=True)
class Visit:
    """How somebody comes in: the digest that her password was checked against, wrong ones before it, what her browser says."""

    password_hash: str = ""
    tries: int = 0
    is_shared: bool = False
    browser: str = ""
    system: str = ""


PLAIN = Visit()


@command
def begin_session(actor: Actor, person_id: UUID, acting_for: UUID | None, visit: Visit = PLAIN) -> str:
    """Begin a session for somebody whose password was right; gives the token for her cookie.

    Raises `Conflict` when the password was changed while it was being checked.
    """
    authorize(actor, Permission.SIGN_IN)
    person = db.session.get(Person, person_id, with_for_update=True)
    if person is None or (visit.password_hash and person.password_hash != visit.password_hash):
        raise Conflict(words("The password was changed just now. Sign in with the new one."))
    now, token = clock.now(), tokens.new_token()
    key = uuid4()
    session = SignIn(
        id=key,
        token_digest=tokens.digest(token),
        person_id=person_id,
        acting_for=acting_for,
        proved_by=Proof.PASSWORD,
        proved_at=now,
        is_shared=visit.is_shared,
        browser=visit.browser,
        system=visit.system,
        data={"csrf_token": tokens.form_secret(key)},
        began_at=now,
        seen_at=now,
        expires_at=now + rules.ABSOLUTE,
    )
    db.session.add(session)
    record(Actor(person_id=person_id), SignedIn(sign_in_id=session.id))
    if visit.tries >= WORTH_TELLING:
        record(Actor(person_id=person_id), SignedInAfterTries(person_id=person_id, sign_in_id=session.id, tries=visit.tries))
    return token


@command
def prove_session(actor: Actor, sign_in_id: UUID, by: Proof) -> str:
    """Somebody showed again that she is herself: her session gets a new token, and the old one is dead. Raises `NotFound`."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    token = renew_session(actor, sign_in_id, by)
    record(actor, SessionProved(sign_in_id=sign_in_id, kind=by))
    return token


@touch
def renew_session(actor: Actor, sign_in_id: UUID, by: Proof) -> str:
    """Give a session a new token, inside the command that says why; one that has ended is not brought back."""
    token = tokens.new_token()
    mine = (SignIn.id == sign_in_id, SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None))
    proved = {"token_digest": tokens.digest(token), "proved_by": by, "proved_at": clock.now()}
    if not db.session.execute(update(SignIn).where(*mine).values(**proved)).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(sign_in_id))
    return token


@command
def tell_new_device(actor: Actor, sign_in_id: UUID) -> None:
    """Note that somebody came in from a browser that was not known as hers."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if actor.person_id is not None:
        record(actor, NewDeviceSignedIn(person_id=actor.person_id, sign_in_id=sign_in_id))


@command
def end_session(actor: Actor, sign_in_id: UUID) -> None:
    """End one's own session, here and on every other worker."""
    authorize(actor, Permission.SIGN_OUT)
    mine = (SignIn.id == sign_in_id, SignIn.person_id == actor.person_id)
    if not db.session.execute(update(SignIn).where(*mine).values(ended_at=clock.now(), data={})).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(sign_in_id))
    record(actor, SignedOut(sign_in_id=sign_in_id))


@command
def choose_acting_for(actor: Actor, sign_in_id: UUID, organization_id: UUID) -> None:
    """Speak for another of one's organizations in this session. Raises `NotFound` for one that she doesn't belong to."""
    if organization_id not in actor.organization_ids:
        raise NotFound(str(organization_id))
    authorize(actor, Permission.ACTING_FOR)
    mine = (SignIn.id == sign_in_id, SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*mine).values(acting_for=organization_id))
    record(actor, ActingForChosen(sign_in_id=sign_in_id, organization_id=organization_id))


@command
def end_other_sessions(actor: Actor, sign_in_id: UUID, device: str) -> None:
    """End all of one's own sessions but this one, and forget the browsers that were known but this one's `device` token."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if actor.person_id is None:
        raise NotFound(str(sign_in_id))
    end_sessions(actor.person_id, but=sign_in_id)
    others = (Device.person_id == actor.person_id, Device.token_digest != tokens.digest(device))
    db.session.execute(delete(Device).where(*others))
    record(actor, OtherSessionsEnded(person_id=actor.person_id))


@touch
def end_sessions(person_id: UUID, *, but: UUID | None = None) -> None:
    """End all of somebody's sessions on every worker, `but` one, inside the command that says why."""
    live = (SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.id.is_distinct_from(but))
    db.session.execute(update(SignIn).where(*live).values(ended_at=clock.now(), data={}))


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
