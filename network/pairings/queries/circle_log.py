"""The log of a circle: its meetings, who came, what may be corrected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization, OrganizationRegion
from network.pairings.models import Circle, CircleAttendance, CircleMember, CircleSession, CircleTopic
from network.pairings.queries.circles import CircleFacts, CircleView, circle_facts, circles_visible_to
from network.policy import Permission, can
from network.storage.db import db
from network.storage.reading import rows

MOST_SHOWN = 100
S = CircleSession


@dataclass(frozen=True, slots=True)
class CircleSessionLine:
    """A meeting in a circle's log. Topics and who came: for its organizations and coordinators; the note for those alone."""

    id: UUID
    held_on: date
    how: str
    minutes: int
    topics: tuple[str, ...]
    came: tuple[str, ...]
    note: str
    may_correct: bool


@dataclass(frozen=True, slots=True)
class LoggedMeeting:
    """One entry as its reader may correct it. What she may not read is empty, and `reads_all` or `reads_notes` says so."""

    held_on: date
    how: str
    minutes: int
    next_on: date | None
    topics: tuple[str, ...]
    attended: tuple[UUID, ...]
    note: str
    version: int
    reads_all: bool
    reads_notes: bool


def came_from(actor: Actor, circle_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Which organizations one may say came to a meeting: all that were ever in it; to a liaison those of her regions."""
    facts = circle_facts(circle_id)
    asked = select(CircleMember.organization_id).where(CircleMember.circle_id == circle_id)
    members = select(Organization.id, Organization.name).where(Organization.id.in_(asked))
    if not (actor.is_coordinator or can(actor, Permission.CIRCLE_READ, facts)):
        near = select(OrganizationRegion.organization_id).where(OrganizationRegion.region_code.in_(tuple(actor.region_codes)))
        members = members.where(Organization.id.in_(near))
    return tuple((id, name) for id, name in rows(members.order_by(Organization.folded)))


def members_on(circle_id: UUID, day: date) -> frozenset[UUID]:
    """Which organizations were in it on a day. One statement."""
    asked = select(CircleMember.organization_id, CircleMember.joined_on, CircleMember.left_on)
    found = rows(asked.where(CircleMember.circle_id == circle_id))
    return frozenset(id for id, joined, left in found if joined <= day and (left is None or day <= left))


def same_day_in(circle_id: UUID, held_on: date, but: UUID | None = None) -> CircleSession | None:
    """Another meeting of the same day, if one is logged."""
    asked = select(S).where(S.circle_id == circle_id, S.held_on == held_on)
    return db.session.scalars(asked if but is None else asked.where(S.id != but)).first()


def circle_sessions(actor: Actor, view: CircleView) -> tuple[CircleSessionLine, ...]:
    """The log of a circle that was read before, the newest first, at most a hundred. Six statements at most."""
    asked = select(S.id, S.held_on, S.how, S.minutes, S.note, S.logged_by_id).where(S.circle_id == view.line.id)
    found = rows(asked.order_by(S.held_on.desc(), S.id).limit(MOST_SHOWN))
    ids = [row[0] for row in found]
    topics = _topics_of(ids) if view.reads_all else {}
    came = _names_of(ids) if view.reads_all else {}
    facts = circle_facts(view.line.id)
    return tuple(
        CircleSessionLine(
            *(id, on, how, minutes, tuple(topics.get(id, ())), tuple(came.get(id, ())), note if view.reads_notes else ""),
            may_correct=view.log_is_open and can(actor, Permission.CIRCLE_CORRECT, replace(facts, written_by_id=by)),
        )
        for id, on, how, minutes, note, by in found
    )


def get_circle_session(actor: Actor, circle_id: UUID, session_id: UUID) -> tuple[CircleSession, CircleFacts]:
    """One entry of this circle's log, with what the policy asks of it. Four statements. Raises NotFound."""
    seen = circles_visible_to(actor).with_only_columns(Circle.id)
    row = db.session.scalar(select(S).where(S.id == session_id, S.circle_id == circle_id, S.circle_id.in_(seen)))
    if row is None:
        raise NotFound(str(session_id))
    return row, replace(circle_facts(circle_id), written_by_id=row.logged_by_id)


def logged_meeting(actor: Actor, circle_id: UUID, session_id: UUID) -> LoggedMeeting:
    """One entry, to be corrected. Raises NotFound."""
    row, facts = get_circle_session(actor, circle_id, session_id)
    reads_notes = can(actor, Permission.CIRCLE_READ, facts)
    reads_all = reads_notes or actor.is_coordinator
    near = {id for id, _ in came_from(actor, circle_id)}
    return LoggedMeeting(
        held_on=row.held_on,
        how=row.how,
        minutes=row.minutes,
        next_on=row.next_on,
        topics=topics_of_meeting(row.id) if reads_all else (),
        attended=tuple(id for id in attended_at(row.id) if id in near),
        note=row.note if reads_notes else "",
        version=row.version,
        reads_all=reads_all,
        reads_notes=reads_notes,
    )


def topics_of_meeting(session_id: UUID) -> tuple[str, ...]:
    """What a meeting was about. One statement."""
    return tuple(_topics_of([session_id]).get(session_id, ()))


def attended_at(session_id: UUID) -> tuple[UUID, ...]:
    """Which organizations came to a meeting. One statement."""
    asked = select(CircleAttendance.organization_id).where(CircleAttendance.session_id == session_id)
    return tuple(db.session.scalars(asked.order_by(CircleAttendance.organization_id)))


def _topics_of(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    asked = select(CircleTopic.session_id, CircleTopic.code).where(CircleTopic.session_id.in_(list(ids)))
    for id, code in rows(asked.order_by(CircleTopic.code)):
        topics[id].append(code)
    return topics


def _names_of(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    came: defaultdict[UUID, list[str]] = defaultdict(list)
    names = select(CircleAttendance.session_id, Organization.name).join(
        Organization, Organization.id == CircleAttendance.organization_id
    )
    for id, name in rows(names.where(CircleAttendance.session_id.in_(list(ids))).order_by(Organization.folded)):
        came[id].append(name)
    return came
