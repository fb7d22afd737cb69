"""What can be done with sessions: begin, use, end."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from network.accounts import rules
from network.accounts.events import ActingForChosen, SignedIn, SignedOut
from network.accounts.models import SignIn
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.policy import Permission, authorize
from network.storage.db import db


@command
def begin_session(actor: Actor, person_id: UUID, acting_for: UUID | None) -> str:
    """Begin a session for somebody whose password was right; gives the token for her cookie."""
    authorize(actor, Permission.SIGN_IN)
    now, token = clock.now(), tokens.new_token()
    key = uuid4()
    session = SignIn(
        id=key,
        token_digest=tokens.digest(token),
        person_id=person_id,
        acting_for=acting_for,
        data={"csrf_token": tokens.form_secret(key)},
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


@command
def choose_acting_for(actor: Actor, sign_in_id: UUID, organization_id: UUID) -> None:
    """Speak for another of one's organizations in this session. Raises `NotFound` for one that she doesn't belong to."""
    if organization_id not in actor.organization_ids:
        raise NotFound(str(organization_id))
    authorize(actor, Permission.ACTING_FOR)
    mine = (SignIn.id == sign_in_id, SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*mine).values(acting_for=organization_id))
    record(actor, ActingForChosen(sign_in_id=sign_in_id, organization_id=organization_id))


@touch
def end_sessions(person_id: UUID) -> None:
    """End all of somebody's sessions on every worker, inside the command that says why."""
    live = (SignIn.person_id == person_id, SignIn.ended_at.is_(None))
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
