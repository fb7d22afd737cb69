"""Which circles can be seen, and what of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select

from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import NotFound
from network.organizations.models import DoNotPair, Organization, OrganizationRegion
from network.pairings.models import Circle, CircleMember, CircleSession
from network.pairings.rules.circles import CircleSpan, CircleState
from network.places.models import Community
from network.places.queries import today_in
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import first, rows

M = CircleMember


@dataclass(frozen=True, slots=True)
class CircleFacts:
    """What the policy asks of a circle: its host with its organizations, and where those are that it is for.

    `written_by_id` of one entry of its log: who wrote it.
    """

    organization_ids: frozenset[UUID]
    region_codes: frozenset[str]
    host_id: UUID | None = None
    written_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CircleLine:
    """A circle in the list. `host` and `members` are None for who is of none of its organizations, and no coordinator."""

    id: UUID
    name: str
    state: CircleState
    began_on: date | None
    ended_on: date | None
    sessions: int
    minutes: int
    next_on: date | None
    host: str | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """An organization in a circle. `is_waiting`: for a mentor; `may_leave`: the reader may take it out."""

    id: UUID
    name: str
    community: str
    joined_on: date
    left_on: date | None
    is_waiting: bool
    may_leave: bool


@dataclass(frozen=True, slots=True)
class CircleView:
    """One circle as the reader may see it. `apart`, for coordinators alone: who in it must not be together since."""

    line: CircleLine
    host_id: UUID | None
    host_place: str
    members: tuple[MemberLine, ...]
    before: tuple[MemberLine, ...]
    apart: tuple[str, ...]
    reads_all: bool
    reads_notes: bool
    may_keep: bool
    may_log: bool
    log_is_open: bool


def circles_visible_to(actor: Actor) -> Select[tuple[Circle]]:
    """Coordinators see all, members those of their organization, liaisons those with a member in their regions."""
    if actor.is_coordinator:
        return select(Circle)
    mine = tuple(actor.organization_ids)
    seen: list[ColumnElement[bool]] = [Circle.host_id.in_(mine), _has_member(M.organization_id.in_(mine))]
    if Role.LIAISON in actor.roles:
        near = select(OrganizationRegion.organization_id).where(OrganizationRegion.region_code.in_(tuple(actor.region_codes)))
        seen.append(_has_member(M.organization_id.in_(near)))
    return select(Circle).where(or_(*seen))


def circles(actor: Actor) -> tuple[CircleLine, ...]:
    """The circles that can be seen: those that go on first, the newest first. Two statements."""
    found = rows(_lines(circles_visible_to(actor)).order_by(Circle.ended_on.is_not(None), Circle.opened_at.desc(), Circle.id))
    own = set(db.session.scalars(own_circles(actor).with_only_columns(Circle.id))) if not actor.is_coordinator else set()
    return tuple(_line(row, reads_all=actor.is_coordinator or row.id in own) for row in found)


def has_circle(actor: Actor) -> bool:
    """Whether any circle can be seen. One statement."""
    return first(circles_visible_to(actor).with_only_columns(Circle.id).limit(1)) is not None


def circle_of(actor: Actor, circle_id: UUID) -> CircleView:
    """One circle. Seven statements at most. Raises NotFound."""
    row = first(_lines(circles_visible_to(actor)).where(Circle.id == circle_id))
    if row is None:
        raise NotFound(str(circle_id))
    facts = circle_facts(circle_id)
    reads_notes = can(actor, Permission.CIRCLE_READ, facts)
    reads_all = reads_notes or actor.is_coordinator
    found = _members(actor, circle_id) if reads_all else ()
    line = _line(row, reads_all=reads_all)
    keeps = can(actor, Permission.CIRCLE_KEEP, facts)
    log_is_open = span_of(line).problem_at(today_at(row.host_id)) is None
    return CircleView(
        line=line,
        host_id=row.host_id if reads_all else None,
        host_place=row.host_place if reads_all else "",
        members=tuple(each for each in found if each.left_on is None),
        before=tuple(each for each in found if each.left_on is not None),
        apart=_apart(facts.organization_ids) if keeps else (),
        reads_all=reads_all,
        reads_notes=reads_notes,
        may_keep=keeps and line.state is not CircleState.ENDED,
        may_log=can(actor, Permission.CIRCLE_LOG, facts) and log_is_open,
        log_is_open=log_is_open,
    )


def circle_facts(circle_id: UUID) -> CircleFacts:
    """What the policy asks. Three statements."""
    of_host = select(Circle.host_id).where(Circle.id == circle_id)
    of_members = select(M.organization_id).where(M.circle_id == circle_id, M.left_on.is_(None))
    members = set(db.session.scalars(of_members))
    asked = select(OrganizationRegion.region_code).where(OrganizationRegion.organization_id.in_(members))
    host = db.session.scalar(of_host)
    return CircleFacts(frozenset(members | ({host} if host else set())), frozenset(db.session.scalars(asked)), host)


def span_of(circle: CircleLine | Circle) -> CircleSpan:
    """Which days its log takes."""
    return CircleSpan(circle.began_on, circle.ended_on, catalogue().get("late_log_days"))


def today_at(host_id: UUID) -> date:
    """What day it is where the host is at home. One statement."""
    asked = select(Community.time_zone).join(Organization, Organization.community_id == Community.id)
    found = first(asked.where(Organization.id == host_id))
    return today_in(found[0] if found else None)


def today_of_circle(circle_id: UUID) -> date:
    """What day it is where the host of a circle is at home. Two statements."""
    return today_at(db.session.scalars(select(Circle.host_id).where(Circle.id == circle_id)).one())


def circle_for_change(actor: Actor, circle_id: UUID) -> Circle:
    """One circle, fresh, and held until the transaction ends. Raises NotFound."""
    asked = circles_visible_to(actor).where(Circle.id == circle_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(circle_id))
    return row


def kept_apart(group: Any, organization_id: Any) -> ColumnElement[bool]:
    """Whether an organization must not be together with one of a group."""
    return exists().where(
        or_(
            and_(DoNotPair.organization_id == organization_id, DoNotPair.other_id.in_(group)),
            and_(DoNotPair.other_id == organization_id, DoNotPair.organization_id.in_(group)),
        )
    )


def own_circles(actor: Actor) -> Select[tuple[Circle]]:
    """Those of the actor's own organizations: of these she reads who is in them."""
    mine = tuple(actor.organization_ids)
    return select(Circle).where(or_(Circle.host_id.in_(mine), _has_member(M.organization_id.in_(mine))))


def _has_member(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(M.circle_id == Circle.id, M.left_on.is_(None), condition)


def _lines(scope: Select[tuple[Circle]]) -> Select[Any]:
    met = CircleSession.circle_id == Circle.id
    members = select(func.count()).select_from(M).where(M.circle_id == Circle.id, M.left_on.is_(None)).scalar_subquery()
    columns = (Circle.id, Circle.name, Circle.state, Circle.began_on, Circle.ended_on, Circle.host_id)
    return (
        scope.join(Organization, Organization.id == Circle.host_id)
        .join(Community, Community.id == Organization.community_id)
        .with_only_columns(
            *columns,
            Organization.name.label("host"),
            Community.name.label("host_place"),
            members.label("members"),
            _counted(func.count(CircleSession.id), met).label("sessions"),
            _counted(func.coalesce(func.sum(CircleSession.minutes), 0), met).label("minutes"),
            _counted(func.max(CircleSession.next_on), met, CircleSession.next_on >= clock.today()).label("next_on"),
        )
    )


def _counted(what: Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(what).where(*where).correlate(Circle).scalar_subquery()


def _line(row: Any, *, reads_all: bool) -> CircleLine:
    return CircleLine(
        id=row.id,
        name=row.name,
        state=CircleState(row.state),
        began_on=row.began_on,
        ended_on=row.ended_on,
        sessions=row.sessions,
        minutes=int(row.minutes),
        next_on=row.next_on,
        host=row.host if reads_all else None,
        members=row.members if reads_all else None,
    )


def _members(actor: Actor, circle_id: UUID) -> tuple[MemberLine, ...]:
    asked = (
        select(M.organization_id, Organization.name, Community.name, M.joined_on, M.left_on, Organization.wants_mentor)
        .join(Organization, Organization.id == M.organization_id)
        .join(Community, Community.id == Organization.community_id)
        .where(M.circle_id == circle_id)
        .order_by(M.joined_on, Organization.folded, M.id)
    )
    return tuple(
        MemberLine(id, name, place, joined, left, waits, may_leave=actor.is_coordinator or id in actor.lead_of)
        for id, name, place, joined, left, waits in rows(asked)
    )


def _apart(group: frozenset[UUID]) -> tuple[str, ...]:
    """The names of those of a group who must not be together with another of it."""
    asked = select(Organization.name).where(Organization.id.in_(group), kept_apart(group, Organization.id))
    return tuple(name for (name,) in rows(asked.order_by(Organization.folded)))
