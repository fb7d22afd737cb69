"""Who may join a circle and who may host one, for coordinators."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select

from network.kernel.actor import Actor
from network.organizations.models import Organization
from network.pairings.models import Circle, CircleMember, Pairing
from network.pairings.queries.circles import circle_facts, kept_apart
from network.pairings.rules.circles import TAKES_PART, Bar, CircleState, Joiner, bar_of
from network.pairings.rules.states import RUNNING_PAIRINGS
from network.policy import Permission, can
from network.storage.reading import first, rows


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may join a circle, by name; and who waits too but must not be together with somebody in it."""

    offered: tuple[tuple[UUID, str], ...] = ()
    apart: tuple[str, ...] = ()


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


def next_hosts(actor: Actor, circle_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Who may host a circle next, by name: none of those in it, none that must not be together with one. Five statements."""
    facts, found = circle_facts(circle_id), hosts(actor)
    members = facts.organization_ids - {facts.host_id}
    apart = rows(
        select(Organization.id).where(Organization.id.in_([id for id, _ in found]), kept_apart(members, Organization.id))
    )
    barred = facts.organization_ids | {id for (id,) in apart}
    return tuple((id, name) for id, name in found if id not in barred)


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
