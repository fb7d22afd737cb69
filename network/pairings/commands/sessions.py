"""Logging a mentoring session, correcting what was logged, taking it back."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, words
from network.pairings import queries
from network.pairings.events import PairingActivated, SessionCorrected, SessionLogged, SessionTakenBack
from network.pairings.models import MentoringSession, Pairing, SessionTopic
from network.pairings.queries import PairingFacts
from network.pairings.rules.durations import say_minutes
from network.pairings.rules.sessions import NETWORK, LogSpan, state_after
from network.pairings.rules.states import PairingState, Side
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.storage.db import db

_PRIVATE = ("note", "next_step")
_OFF_THE_LIST = words("This is not on the list any more. Choose again.")


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as it was typed. `is_another`: of this day one is logged, and this is another."""

    held_on: date
    how: str
    minutes: int
    topics: tuple[str, ...] = ()
    next_on: date | None = None
    next_step: str = ""
    note: str = ""
    in_kind_minutes: int = 0
    travel_minutes: int = 0
    travel_km: int = 0
    travel_cents: int = 0
    funding: str | None = None
    is_another: bool = False


_COLUMNS = tuple(field.name for field in fields(SessionDraft) if field.name not in ("topics", "is_another"))


@command
def log_session(actor: Actor, pairing_id: UUID, draft: SessionDraft) -> UUID:
    """Write down a session. The first ones end a pairing's trial."""
    pairing, facts = _for_change(actor, pairing_id)
    authorize(actor, Permission.SESSION_LOG, facts)
    _check(pairing, draft, None)
    return _write(actor, pairing, draft)


@command
def bring_session(actor: Actor, pairing_id: UUID, draft: SessionDraft) -> UUID:
    """Write down a session out of a file, however long ago it was; called by the command that has checked the row."""
    pairing, facts = _for_change(actor, pairing_id)
    authorize(actor, Permission.SESSION_LOG, facts)
    return _write(actor, pairing, draft)


@command
def correct_session(actor: Actor, pairing_id: UUID, session_id: UUID, draft: SessionDraft, version: int) -> None:
    """Change what was written down. Who may not read what the two sides wrote leaves it as it is."""
    pairing, facts = _for_change(actor, pairing_id)
    row, mine = queries.get_session(actor, pairing_id, session_id)
    authorize(actor, Permission.SESSION_CORRECT, mine)
    if row.version != version:
        raise Conflict(words("Somebody else corrected this entry meanwhile."))
    _check(pairing, draft, row)
    kept = () if can(actor, Permission.SESSION_READ, facts) else _PRIVATE
    changed = [name for name in _COLUMNS if name not in kept and getattr(row, name) != getattr(draft, name)]
    for name in changed:
        setattr(row, name, getattr(draft, name))
    if set(draft.topics) != set(_topics_of(row.id)):
        db.session.execute(delete(SessionTopic).where(SessionTopic.session_id == row.id))
        _keep_topics(row.id, draft.topics)
        changed.append("topics")
    row.version += 1
    record(actor, SessionCorrected(pairing_id=pairing.id, session_id=row.id, fields=tuple(changed)))


@command
def take_back_session(actor: Actor, pairing_id: UUID, session_id: UUID) -> None:
    """Take an entry out of the log; the journal keeps its day and length."""
    pairing, _ = _for_change(actor, pairing_id)
    row, facts = queries.get_session(actor, pairing_id, session_id)
    authorize(actor, Permission.SESSION_CORRECT, facts)
    if problem := _span_of(pairing).problem_at(queries.today_of(pairing.id)):
        raise Conflict(problem)
    record(actor, SessionTakenBack(
        pairing_id=pairing.id, session_id=row.id, held_on=row.held_on, how=row.how, minutes=row.minutes
    ))  # fmt: skip
    db.session.delete(row)


def _for_change(actor: Actor, pairing_id: UUID) -> tuple[Pairing, PairingFacts]:
    """The pairing, held until the command ends, so that two who log at once are counted one after the other."""
    pairing = queries.get_for_change(actor, pairing_id)
    return pairing, queries.facts_of([pairing])[pairing.id]


def _write(actor: Actor, pairing: Pairing, draft: SessionDraft) -> UUID:
    row = MentoringSession(
        id=uuid4(),
        pairing_id=pairing.id,
        logged_side=_side_of(actor, pairing),
        logged_at=clock.now(),
        logged_by_id=actor.person_id,
        **{name: getattr(draft, name) for name in _COLUMNS},
    )
    db.session.add(row)
    db.session.flush()  # its topics refer to it
    _keep_topics(row.id, draft.topics)
    record(actor, SessionLogged(
        pairing_id=pairing.id, session_id=row.id, held_on=row.held_on, how=row.how, minutes=row.minutes, side=row.logged_side
    ))  # fmt: skip
    _end_trial(actor, pairing)
    return row.id


def _side_of(actor: Actor, pairing: Pairing) -> str:
    """For which side she writes; who is of both writes for the one that she acts for."""
    sides = {pairing.mentor_id: Side.MENTOR.value, pairing.mentee_id: Side.MENTEE.value}
    mine = [id for id in sides if id in actor.organization_ids]
    if not mine:
        return NETWORK
    return sides[actor.acting_for if actor.acting_for in mine else mine[0]]


def _check(pairing: Pairing, draft: SessionDraft, row: MentoringSession | None) -> None:
    today, span, lists = queries.today_of(pairing.id), _span_of(pairing), catalogue()
    if problem := span.problem_at(today):
        raise Conflict(problem)
    if problem := span.problem_with(draft.held_on, today):
        raise Invalid("held_on", problem)
    if draft.next_on is not None and draft.next_on < draft.held_on:
        raise Invalid("next_on", words("This is before the session itself."))
    _check_lists(draft, row, {name: {entry.code for entry in lists.entries(name)} for name in ("way", "topic", "funding_source")})
    if not draft.is_another and (row is None or row.held_on != draft.held_on):
        other = queries.same_day(pairing.id, draft.held_on, row.id if row else None)
        if other is not None:
            raise Invalid("is_another", _said_twice(lists.label("way", other.how), other.minutes))


def _check_lists(draft: SessionDraft, row: MentoringSession | None, known: dict[str, set[str]]) -> None:
    """Each code is on its list; one that was chosen before may stay, whatever became of the list."""
    chosen = (("how", "way", (draft.how,)), ("topics", "topic", draft.topics), ("funding", "funding_source", (draft.funding,)))
    before: set[Any] = {row.how, row.funding, *_topics_of(row.id)} if row else set()
    for field, name, codes in chosen:
        if any(code is not None and code not in known[name] and code not in before for code in codes):
            raise Invalid(field, _OFF_THE_LIST)


def _said_twice(how: str, minutes: int) -> Words:
    return words(
        "A session of this day is logged already: %(how)s, %(time)s. If this is another one, tick the box and send it again.",
        how=how,
        time=say_minutes(minutes),
    )


def _span_of(pairing: Pairing) -> LogSpan:
    return LogSpan(PairingState(pairing.state), pairing.began_on, pairing.ended_on, catalogue().get("late_log_days"))


def _topics_of(session_id: UUID) -> tuple[str, ...]:
    return tuple(db.session.scalars(select(SessionTopic.code).where(SessionTopic.session_id == session_id)))


def _keep_topics(session_id: UUID, codes: tuple[str, ...]) -> None:
    db.session.add_all(SessionTopic(session_id=session_id, code=code) for code in dict.fromkeys(codes))


def _end_trial(actor: Actor, pairing: Pairing) -> None:
    count = db.session.scalar(select(func.count()).select_from(MentoringSession).where(MentoringSession.pairing_id == pairing.id))
    state = state_after(PairingState(pairing.state), count or 0, catalogue().get("trial_sessions"))
    if state is not PairingState(pairing.state):
        pairing.state = state
        record(actor, PairingActivated(pairing_id=pairing.id))
