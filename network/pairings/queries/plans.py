"""What can be seen of plans: by the two sides only."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Membership
from network.pairings.models import Goal, PlanStep
from network.pairings.queries.inside import Inside, inside_of
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.states import Side
from network.storage.db import db
from network.storage.reading import rows

DoneBy = Person.__table__.alias("done_by")


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody who belongs to a side now, and can sign in."""

    id: UUID
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class StepView:
    """A step. `person` is empty where nobody is named, or who was named belongs to it no more."""

    id: UUID
    text: str
    who: Who
    person_id: UUID | None
    person: str
    due_on: date | None
    done_on: date | None
    done_by: str
    goal_id: UUID | None

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    def is_late(self, today: date) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class StepGroup:
    """The steps of one goal, or of none."""

    goal_id: UUID | None
    title: str
    steps: tuple[StepView, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def people_of(pairing: Inside) -> tuple[OnePerson, ...]:
    """Who belongs to the two sides now and can sign in, by name. One statement."""
    sides = {pairing.mentor_id: Side.MENTOR, pairing.mentee_id: Side.MENTEE}
    asked = (
        select(Person.id, Person.name, Membership.organization_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organization_id.in_(sides), Membership.ended_at.is_(None), Person.is_suspended.is_(False))
        .order_by(Person.name, Person.id)
    )
    return tuple(OnePerson(id, name, sides[organization_id]) for id, name, organization_id in rows(asked))


def plan_of(actor: Actor, pairing_id: UUID) -> tuple[StepGroup, ...]:
    """The steps in their order, goal by goal, those of no goal last. At most four statements. Raises NotFound."""
    pairing = inside_of(actor, pairing_id)
    names = {person.id: person.name for person in people_of(pairing)}
    goals = select(Goal.id, Goal.title).where(Goal.pairing_id == pairing_id).order_by(Goal.position, Goal.id)
    titles: dict[UUID | None, str] = {}
    for goal_id, title in rows(goals):
        titles[goal_id] = title
    found: dict[UUID | None, list[StepView]] = {}
    for id, text, who, person_id, due_on, done_on, done_by, goal_id in rows(_steps(pairing_id)):
        named = names.get(person_id, "") if person_id else ""
        step = StepView(id, text, Who(who), person_id if named else None, named, due_on, done_on, done_by, goal_id)
        found.setdefault(goal_id, []).append(step)
    return tuple(StepGroup(goal, titles.get(goal, ""), tuple(found[goal])) for goal in (*titles, None) if goal in found)


def _steps(pairing_id: UUID) -> Select[Any]:
    return (
        select(
            *(PlanStep.id, PlanStep.text, PlanStep.who, PlanStep.person_id, PlanStep.due_on, PlanStep.done_on),
            *(func.coalesce(DoneBy.c.name, ""), PlanStep.goal_id),
        )
        .outerjoin(DoneBy, DoneBy.c.id == PlanStep.done_by_id)
        .where(PlanStep.pairing_id == pairing_id)
        .order_by(PlanStep.position, PlanStep.id)
    )


def step_of(actor: Actor, pairing_id: UUID, step_id: UUID) -> StepView:
    """One step. Raises NotFound."""
    found = next((step for group in plan_of(actor, pairing_id) for step in group.steps if step.id == step_id), None)
    if found is None:
        raise NotFound(str(step_id))
    return found


def step_for_change(pairing_id: UUID, step_id: UUID) -> PlanStep:
    """One step of a pairing that is held already. Raises NotFound."""
    row = db.session.scalar(select(PlanStep).where(PlanStep.id == step_id, PlanStep.pairing_id == pairing_id))
    if row is None:
        raise NotFound(str(step_id))
    return row
