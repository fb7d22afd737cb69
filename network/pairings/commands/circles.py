"""What can be done with a circle: open it, let an organization in or out, log a meeting, end it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.organizations.models import Organization
from network.pairings.events import CircleEnded, CircleJoined, CircleLeft, CircleOpened, CircleSessionLogged
from network.pairings.models import Circle, CircleAttendance, CircleMember, CircleSession, CircleTopic
from network.pairings.queries.circles import circle_facts, circle_for_change, span_of, today_at
from network.pairings.queries.joining import came_from, joiner_of, members_on, same_day_in
from network.pairings.rules.circles import CircleState, bar_of, insist_going, insist_host, insist_place, say_bar, state_with
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.spaces.commands import close_space, let_in, let_out, open_space
from network.storage.db import db


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
class OneOrganization:
    """An organization, for the policy."""

    id: UUID


@command
def open_circle(actor: Actor, name: str, host_id: UUID) -> UUID:
    """Open a circle with its host and its space. Raises Invalid for a host who can't."""
    authorize(actor, Permission.CIRCLE_KEEP)
    host = db.session.get(Organization, host_id)
    insist_host(
        is_active=host is not None and host.status == "active" and host.merged_into_id is None,
        wants_mentor=host is not None and host.wants_mentor,
    )
    circle = Circle(id=uuid4(), name=name, host_id=host_id, opened_at=clock.now(), opened_by_id=actor.person_id)
    db.session.add(circle)
    db.session.flush()  # its space is about it
    circle.space_id = open_space(actor, "circle", circle.id, (host_id,))
    record(actor, CircleOpened(circle_id=circle.id, organization_id=host_id))
    return circle.id


@command
def add_to_circle(actor: Actor, circle_id: UUID, organization_id: UUID) -> None:
    """Let an organization in. It keeps waiting for a mentor. Raises Invalid with the reason where it can't join."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_KEEP)
    insist_going(CircleState(circle.state))
    insist_place(_size(circle))
    joiner = joiner_of(circle_id, organization_id)
    if joiner is None:
        raise Invalid("organization_id", words("There is no such organization any more. Choose again."))
    if bar := bar_of(joiner):
        raise Invalid("organization_id", say_bar(bar, is_told=can(actor, Permission.DO_NOT_PAIR)))
    db.session.add(CircleMember(id=uuid4(), circle_id=circle_id, organization_id=organization_id, joined_on=_today(circle)))
    if circle.space_id is not None:
        let_in(actor, circle.space_id, organization_id)
    _stand(circle)
    record(actor, CircleJoined(circle_id=circle_id, organization_id=organization_id, state=circle.state))


@command
def leave_circle(actor: Actor, circle_id: UUID, organization_id: UUID) -> None:
    """Let an organization out, by its lead or a coordinator. That it was in stays. Raises NotFound for one that isn't in."""
    circle = circle_for_change(actor, circle_id)
    current = (CircleMember.circle_id == circle_id, CircleMember.left_on.is_(None))
    row = db.session.scalar(select(CircleMember).where(*current, CircleMember.organization_id == organization_id))
    if row is None:
        raise NotFound(str(organization_id))
    authorize(actor, Permission.CIRCLE_LEAVE, OneOrganization(organization_id))
    insist_going(CircleState(circle.state))
    row.left_on = max(row.joined_on, _today(circle))
    if circle.space_id is not None:
        let_out(actor, circle.space_id, organization_id)
    _stand(circle)
    record(actor, CircleLeft(circle_id=circle_id, organization_id=organization_id, state=circle.state))


@command
def log_circle_session(actor: Actor, circle_id: UUID, draft: CircleSessionDraft) -> UUID:
    """Write down a meeting, with which organizations came. Raises Invalid and Conflict."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_LOG, circle_facts(circle_id))
    _check_days(circle, draft)
    _check_lists(draft)
    _check_attended(actor, circle, draft)
    row = CircleSession(
        id=uuid4(),
        circle_id=circle_id,
        **{name: getattr(draft, name) for name in ("held_on", "how", "minutes", "next_on", "note")},
        logged_at=clock.now(),
        logged_by_id=actor.person_id,
    )
    db.session.add(row)
    db.session.flush()  # topics and attendance refer to it
    came = dict.fromkeys(draft.attended)
    db.session.add_all(CircleTopic(session_id=row.id, code=code) for code in dict.fromkeys(draft.topics))
    db.session.add_all(CircleAttendance(session_id=row.id, organization_id=id) for id in came)
    record(actor, CircleSessionLogged(
        circle_id=circle_id, session_id=row.id, held_on=row.held_on, how=row.how, minutes=row.minutes, organizations=len(came)
    ))  # fmt: skip
    return row.id


@command
def end_circle(actor: Actor, circle_id: UUID) -> None:
    """It meets no more. Who is in it reads on; its space takes nothing new."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_KEEP)
    insist_going(CircleState(circle.state))
    circle.state, circle.ended_on = CircleState.ENDED, _today(circle)
    if circle.space_id is not None:
        close_space(actor, circle.space_id)
    record(actor, CircleEnded(circle_id=circle_id))


def _today(circle: Circle) -> date:
    return today_at(circle.host_id)


def _size(circle: Circle) -> int:
    current = (CircleMember.circle_id == circle.id, CircleMember.left_on.is_(None))
    return db.session.scalar(select(func.count()).select_from(CircleMember).where(*current)) or 0


def _stand(circle: Circle) -> None:
    """Say how it stands with those who are in it now; the first time with three is when it began."""
    db.session.flush()
    circle.state = state_with(CircleState(circle.state), _size(circle))
    if circle.state == CircleState.RUNNING and circle.began_on is None:
        circle.began_on = _today(circle)


def _check_days(circle: Circle, draft: CircleSessionDraft) -> None:
    today, span = _today(circle), span_of(circle)
    if problem := span.problem_at(today):
        raise Conflict(problem)
    if problem := span.problem_with(draft.held_on, today):
        raise Invalid("held_on", problem)
    if draft.next_on is not None and draft.next_on < draft.held_on:
        raise Invalid("next_on", words("This is before the meeting itself."))
    if not draft.is_another and same_day_in(circle.id, draft.held_on) is not None:
        raise Invalid(
            "is_another",
            words("A meeting of this day is logged already. If this is another one, tick the box and send it again."),
        )


def _check_lists(draft: CircleSessionDraft) -> None:
    lists = catalogue()
    for field, name, codes in (("how", "way", (draft.how,)), ("topics", "topic", draft.topics)):
        if not set(codes) <= {entry.code for entry in lists.entries(name)}:
            raise Invalid(field, words("This is not on the list any more. Choose again."))


def _check_attended(actor: Actor, circle: Circle, draft: CircleSessionDraft) -> None:
    if not draft.attended:
        raise Invalid("attended", words("Tick at least one organization that came."))
    if not set(draft.attended) <= members_on(circle.id, draft.held_on) & {id for id, _ in came_from(actor, circle.id)}:
        raise Invalid("attended", words("One of these was not in the circle on that day. Check the day."))
