"""What can be seen of goals: titles by whoever sees the pairing, services begun counted for reports."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, union

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization, OrganizationCommunity
from network.pairings.models import Goal, Pairing
from network.pairings.queries.pairings import visible_to
from network.pairings.queries.sessions import today_of
from network.pairings.rules.goals import GoalState, is_late
from network.places.models import Community
from network.storage.db import db
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal. `service` and `community` where one began by it; `is_late`: it is open, and its day is over."""

    id: UUID
    topic: str
    title: str
    due_on: date | None
    state: GoalState
    closed_on: date | None
    service: str
    community: str
    is_late: bool = False

    @property
    def is_open(self) -> bool:
        return self.state is GoalState.OPEN


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """How many services of a kind began through pairings, and in how many communities."""

    code: str
    services: int
    communities: int


def goals_of(actor: Actor, pairing_id: UUID) -> tuple[GoalView, ...]:
    """The goals of a pairing that the actor may see, open ones first. Two statements at most."""
    seen = visible_to(actor).where(Pairing.id == pairing_id).with_only_columns(Pairing.id)
    asked = (
        select(
            *(Goal.id, Goal.topic, Goal.title, Goal.due_on, Goal.state, Goal.closed_on, Goal.service_code),
            func.coalesce(Community.name, ""),
        )
        .outerjoin(Community, Community.id == Goal.community_id)
        .where(Goal.pairing_id.in_(seen))
        .order_by(Goal.position, Goal.id)
    )
    found = [GoalView(*row[:4], GoalState(row[4]), *row[5:]) for row in rows(asked)]
    if any(goal.due_on for goal in found):
        today = today_of(pairing_id)
        found = [replace(goal, is_late=is_late(goal.state, goal.due_on, today)) for goal in found]
    return tuple(sorted(found, key=lambda goal: tuple(GoalState).index(goal.state)))


def goal_for_change(pairing_id: UUID, goal_id: UUID) -> Goal:
    """One goal of a pairing that is held already. Raises NotFound."""
    row = db.session.scalar(select(Goal).where(Goal.id == goal_id, Goal.pairing_id == pairing_id))
    if row is None:
        raise NotFound(str(goal_id))
    return row


def served_by(organization_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The communities of an organization, its home first: where a service of it can begin. One statement."""
    home = select(Organization.community_id.label("id")).where(Organization.id == organization_id)
    more = select(OrganizationCommunity.community_id).where(OrganizationCommunity.organization_id == organization_id)
    both = union(home, more).subquery()
    is_home = Community.id == home.scalar_subquery()
    asked = select(Community.id, Community.name).where(Community.id.in_(select(both.c.id)))
    return tuple((id, name) for id, name in rows(asked.order_by(is_home.desc(), Community.folded)))


def services_begun(actor: Actor, first: date, last: date) -> tuple[ServiceCount, ...]:
    """How many services began through pairings in a span of days, by kind, of the pairings that the actor may see."""
    seen = visible_to(actor).with_only_columns(Pairing.id)
    asked = (
        select(Goal.service_code, func.count(), func.count(Goal.community_id.distinct()))
        .where(
            Goal.pairing_id.in_(seen),
            Goal.state == GoalState.REACHED,
            Goal.service_code != "",
            Goal.closed_on.between(first, last),
        )
        .group_by(Goal.service_code)
        .order_by(Goal.service_code)
    )
    return tuple(ServiceCount(*row) for row in rows(asked))
