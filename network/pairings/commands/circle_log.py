"""Logging a meeting of a circle, correcting what was logged, taking it back."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.pairings.events import CircleSessionCorrected, CircleSessionLogged, CircleSessionTakenBack
from network.pairings.models import Circle, CircleAttendance, CircleSession, CircleTopic
from network.pairings.queries.circle_log import (
    attended_at,
    came_from,
    get_circle_session,
    members_on,
    same_day_in,
    topics_of_meeting,
)
from network.pairings.queries.circles import circle_facts, circle_for_change, span_of, today_at
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.storage.db import db

_COLUMNS = ("held_on", "how", "minutes", "next_on", "note")


@dataclass(frozen=True, slots=True)
class CircleSessionDraft:
    """A meeting as it was typed. `is_another`: of this day one is logged, and this is another."""

    held_on: date
    how: str
    minutes: int
    attended: tuple[UUID, ...]
    topics: tuple[str, ...] = ()
    next_on: date | None = None
    note: str = ""
    is_another: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was logged of a meeting that is corrected; of a new one nothing."""

    session_id: UUID | None = None
    held_on: date | None = None
    codes: frozenset[str] = frozenset()


@command
def log_circle_session(actor: Actor, circle_id: UUID, draft: CircleSessionDraft) -> UUID:
    """Write down a meeting, with which organizations came. Raises Invalid and Conflict."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_LOG, circle_facts(circle_id))
    _check(circle, draft, Before())
    _check_attended(circle, draft, {id for id, _ in came_from(actor, circle.id)})
    row = CircleSession(
        id=uuid4(),
        circle_id=circle_id,
        **{name: getattr(draft, name) for name in _COLUMNS},
        logged_at=clock.now(),
        logged_by_id=actor.person_id,
    )
    db.session.add(row)
    db.session.flush()  # topics and attendance refer to it
    came = dict.fromkeys(draft.attended)
    _keep_topics(row.id, draft.topics)
    _keep_attended(row.id, draft.attended)
    record(actor, CircleSessionLogged(
        circle_id=circle_id, session_id=row.id, held_on=row.held_on, how=row.how, minutes=row.minutes, organizations=len(came)
    ))  # fmt: skip
    return row.id


@command
def correct_circle_session(actor: Actor, circle_id: UUID, session_id: UUID, draft: CircleSessionDraft, version: int) -> None:
    """Change what was written down. What its reader may not read stays: the note, topics, who came from elsewhere."""
    circle = circle_for_change(actor, circle_id)
    row, facts = get_circle_session(actor, circle_id, session_id)
    authorize(actor, Permission.CIRCLE_CORRECT, facts)
    if row.version != version:
        raise Conflict(words("Somebody else corrected this entry meanwhile."))
    topics, came = topics_of_meeting(row.id), attended_at(row.id)
    near, reads_notes = {id for id, _ in came_from(actor, circle.id)}, can(actor, Permission.CIRCLE_READ, facts)
    far = tuple(id for id in came if id not in near)
    draft = replace(
        draft,
        note=draft.note if reads_notes else row.note,
        topics=draft.topics if reads_notes or actor.is_coordinator else topics,
        attended=(*draft.attended, *far),
    )
    _check(circle, draft, Before(row.id, row.held_on, frozenset({row.how, *topics})))
    _check_attended(circle, draft, near | set(far))
    changed = [name for name in _COLUMNS if getattr(row, name) != getattr(draft, name)]
    for name in changed:
        setattr(row, name, getattr(draft, name))
    changed += _replace_lists(row.id, draft, topics, came)
    row.version += 1
    record(actor, CircleSessionCorrected(circle_id=circle_id, session_id=row.id, fields=tuple(changed)))


@command
def take_back_circle_session(actor: Actor, circle_id: UUID, session_id: UUID) -> None:
    """Take an entry out of the log; the journal keeps its day and length."""
    circle = circle_for_change(actor, circle_id)
    row, facts = get_circle_session(actor, circle_id, session_id)
    authorize(actor, Permission.CIRCLE_CORRECT, facts)
    if problem := span_of(circle).problem_at(today_at(circle.host_id)):
        raise Conflict(problem)
    record(actor, CircleSessionTakenBack(
        circle_id=circle_id, session_id=row.id, held_on=row.held_on, how=row.how, minutes=row.minutes,
        organizations=len(attended_at(row.id)),
    ))  # fmt: skip
    db.session.delete(row)


def _check(circle: Circle, draft: CircleSessionDraft, before: Before) -> None:
    today, span = today_at(circle.host_id), span_of(circle)
    if problem := span.problem_at(today):
        raise Conflict(problem)
    if problem := span.problem_with(draft.held_on, today):
        raise Invalid("held_on", problem)
    if draft.next_on is not None and draft.next_on < draft.held_on:
        raise Invalid("next_on", words("This is before the meeting itself."))
    is_new_day = not draft.is_another and draft.held_on != before.held_on
    if is_new_day and same_day_in(circle.id, draft.held_on, before.session_id) is not None:
        raise Invalid(
            "is_another",
            words("A meeting of this day is logged already. If this is another one, tick the box and send it again."),
        )
    lists = catalogue()
    for field, name, codes in (("how", "way", (draft.how,)), ("topics", "topic", draft.topics)):
        if not set(codes) <= {entry.code for entry in lists.entries(name)} | before.codes:
            raise Invalid(field, words("This is not on the list any more. Choose again."))


def _check_attended(circle: Circle, draft: CircleSessionDraft, may_be_named: set[UUID]) -> None:
    if not draft.attended:
        raise Invalid("attended", words("Tick at least one organization that came."))
    if not set(draft.attended) <= members_on(circle.id, draft.held_on) & may_be_named:
        raise Invalid("attended", words("One of these was not in the circle on that day. Check the day."))


def _replace_lists(session_id: UUID, draft: CircleSessionDraft, topics: tuple[str, ...], came: tuple[UUID, ...]) -> list[str]:
    """Write topics and who came anew where they changed; says which of the two."""
    changed = []
    if set(draft.topics) != set(topics):
        db.session.execute(delete(CircleTopic).where(CircleTopic.session_id == session_id))
        _keep_topics(session_id, draft.topics)
        changed.append("topics")
    if set(draft.attended) != set(came):
        db.session.execute(delete(CircleAttendance).where(CircleAttendance.session_id == session_id))
        _keep_attended(session_id, draft.attended)
        changed.append("attended")
    return changed


def _keep_topics(session_id: UUID, codes: tuple[str, ...]) -> None:
    db.session.add_all(CircleTopic(session_id=session_id, code=code) for code in dict.fromkeys(codes))


def _keep_attended(session_id: UUID, ids: tuple[UUID, ...]) -> None:
    db.session.add_all(CircleAttendance(session_id=session_id, organization_id=id) for id in dict.fromkeys(ids))
