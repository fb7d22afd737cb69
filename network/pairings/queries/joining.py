"""Who may join a circle and who may host one, for coordinators; and what its log holds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select

from network.kernel.actor import Actor
from network.organizations.models import Organization, OrganizationRegion
from network.pairings.models import Circle, CircleAttendance, CircleMember, CircleSession, CircleTopic, Pairing
from network.pairings.queries.circles import CircleView, circle_facts, kept_apart
from network.pairings.rules.circles import TAKES_PART, Bar, CircleState, Joiner, bar_of
from network.pairings.rules.states import RUNNING_PAIRINGS
from network.policy import Permission, can
from network.storage.db import db
from network.storage.reading import first, rows

MOST_SHOWN = 100
S = CircleSession


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may join a circle, by name; and who waits too but must not be together with somebody in it."""

    offered: tuple[tuple[UUID, str], ...] = ()
    apart: tuple[str, ...] = ()


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


def candidates(actor: Actor, circle_id: UUID) -> Candidates:
    """Who may join. Four statements; nobody for who may not add one."""
    facts = circle_facts(circle_id)
    if not can(actor, Permission.CIRCLE_KEEP, facts):
        return Candidates()
    waits = (Organization.wants_mentor.is_(True), Organization.merged_into_id.is_(None))
    found = rows(_joiners(facts.organization_ids, circle_id).where(*waits).order_by(Organization.folded, Organization.id))
    bars = [(row, bar_of(_joiner(row))) for row in found]
    return Candidates(
        offered=tuple((row.id, row.name) for row, bar in bars if bar is None),
        apart=tuple(row.name for row, bar in bars if bar is Bar.APART),
    )


def joiner_of(circle_id: UUID, organization_id: UUID) -> Joiner | None:
    """What matters of one organization that is to join; None for one that there is not. Four statements."""
    group = circle_facts(circle_id).organization_ids
    alive = (Organization.id == organization_id, Organization.merged_into_id.is_(None))
    row = first(_joiners(group, circle_id).where(*alive))
    return _joiner(row) if row else None


def hosts(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """Who may host a circle, by name. One statement; nobody for who may not open one."""
    if not can(actor, Permission.CIRCLE_KEEP):
        return ()
    gives = (Organization.status == "active", Organization.wants_mentor.is_(False), Organization.merged_into_id.is_(None))
    found = rows(select(Organization.id, Organization.name).where(*gives).order_by(Organization.folded, Organization.id))
    return tuple((id, name) for id, name in found)


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


def same_day_in(circle_id: UUID, held_on: date) -> CircleSession | None:
    """Another meeting of the same day, if one is logged."""
    return db.session.scalars(select(S).where(S.circle_id == circle_id, S.held_on == held_on)).first()


def circle_sessions(view: CircleView) -> tuple[CircleSessionLine, ...]:
    """The log of a circle that was read before, the newest first, at most a hundred. Three statements at most."""
    asked = select(S.id, S.held_on, S.how, S.minutes, S.note).where(S.circle_id == view.line.id)
    found = rows(asked.order_by(S.held_on.desc(), S.id).limit(MOST_SHOWN))
    ids = [row[0] for row in found]
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    came: defaultdict[UUID, list[str]] = defaultdict(list)
    if view.reads_all:
        for id, code in rows(select(CircleTopic.session_id, CircleTopic.code).where(CircleTopic.session_id.in_(ids))):
            topics[id].append(code)
        names = select(CircleAttendance.session_id, Organization.name).join(
            Organization, Organization.id == CircleAttendance.organization_id
        )
        for id, name in rows(names.where(CircleAttendance.session_id.in_(ids)).order_by(Organization.folded)):
            came[id].append(name)
    return tuple(
        CircleSessionLine(id, on, how, minutes, tuple(topics[id]), tuple(came[id]), note if view.reads_notes else "")
        for id, on, how, minutes, note in found
    )


def _joiners(group: frozenset[UUID], circle_id: UUID) -> Select[Any]:
    mentored = exists().where(Pairing.mentee_id == Organization.id, Pairing.state.in_(tuple(RUNNING_PAIRINGS)))
    in_one = exists().where(
        CircleMember.organization_id == Organization.id,
        CircleMember.left_on.is_(None),
        Circle.id == CircleMember.circle_id,
        Circle.state != CircleState.ENDED,
    )
    hosts_it = exists().where(Circle.id == circle_id, Circle.host_id == Organization.id)
    return select(
        *(Organization.id, Organization.name, Organization.status, Organization.wants_mentor),
        mentored.label("has_mentor"),
        hosts_it.label("is_host"),
        in_one.label("is_in_one"),
        kept_apart(group, Organization.id).label("is_kept_apart"),
    )


def _joiner(row: Any) -> Joiner:
    return Joiner(
        is_active=row.status in TAKES_PART,
        wants_mentor=row.wants_mentor,
        has_mentor=row.has_mentor,
        is_host=row.is_host,
        is_in_one=row.is_in_one,
        is_kept_apart=row.is_kept_apart,
    )
