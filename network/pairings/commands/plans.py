"""What the two sides can do with their plan."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.pairings.events import StepAdded, StepChanged, StepDone, StepMoved, StepRemoved, StepsTaken
from network.pairings.models import Goal, PlanStep
from network.pairings.queries.inside import Inside, held_pairing, inside_of
from network.pairings.queries.plans import people_of, step_for_change
from network.pairings.rules.plans.steps import SIDES, Who, insist_few_steps, moved
from network.pairings.rules.plans.templates import TEMPLATES
from network.pairings.rules.states import insist_running
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.once import add_once


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step: who does it, which person if that is known, by when, for which goal. `id` is the form's: sent twice, it is one."""

    text: str
    who: Who
    person_id: UUID | None = None
    due_on: date | None = None
    goal_id: UUID | None = None
    id: UUID = field(default_factory=uuid4)


@command
def add_step(actor: Actor, pairing_id: UUID, draft: StepDraft) -> UUID:
    """Add a step at the end. Raises Invalid for a person or goal that isn't of this pairing."""
    pairing = _held(actor, pairing_id)
    _check(pairing, draft)
    number = _count(pairing_id) + 1
    insist_few_steps(number)
    row = PlanStep(id=draft.id, pairing_id=pairing_id, position=_last(pairing_id) + 1, added_by_id=actor.person_id)
    _write(row, draft)
    add_once(row, words("This step is in the plan already."))
    record(actor, StepAdded(pairing_id=pairing_id, step_id=row.id))
    return row.id


@command
def take_template(actor: Actor, pairing_id: UUID, code: str, starts_on: date, goal_id: UUID | None = None) -> int:
    """Add the steps of a template, each so many weeks after a day. Gives how many."""
    _held(actor, pairing_id)
    _insist_goal(pairing_id, goal_id)
    if code not in TEMPLATES:
        raise Invalid("template", words("This is not on the list any more. Choose again."))
    steps = TEMPLATES[code].steps
    insist_few_steps(_count(pairing_id) + len(steps))
    last = _last(pairing_id)
    for number, step in enumerate(steps, start=1):
        due_on = starts_on + timedelta(weeks=step.weeks)
        row = PlanStep(id=uuid4(), pairing_id=pairing_id, position=last + number, added_by_id=actor.person_id)
        _write(row, StepDraft(str(step.text), step.who, None, due_on, goal_id))
        db.session.add(row)
    record(actor, StepsTaken(pairing_id=pairing_id, code=code, steps=len(steps)))
    return len(steps)


@command
def change_step(actor: Actor, pairing_id: UUID, step_id: UUID, draft: StepDraft) -> None:
    """Say a step in other words, or who does it, or by when."""
    pairing = _held(actor, pairing_id)
    row = step_for_change(pairing_id, step_id)
    _check(pairing, draft)
    _write(row, draft)
    record(actor, StepChanged(pairing_id=pairing_id, step_id=step_id))


@command
def move_step(actor: Actor, pairing_id: UUID, step_id: UUID, is_up: bool) -> None:
    """Put a step before or after its neighbour of the same goal; the first and the last stay where they are."""
    _held(actor, pairing_id)
    step_for_change(pairing_id, step_id)
    mine = select(PlanStep).where(PlanStep.pairing_id == pairing_id).order_by(PlanStep.position, PlanStep.id)
    steps = {row.id: row for row in db.session.scalars(mine)}
    order = moved(tuple(steps), {id: row.goal_id for id, row in steps.items()}, step_id, is_up=is_up)
    for position, id in enumerate(order):
        steps[id].position = position
    record(actor, StepMoved(pairing_id=pairing_id, step_id=step_id))


@command
def remove_step(actor: Actor, pairing_id: UUID, step_id: UUID) -> None:
    """Take a step out of the plan."""
    _held(actor, pairing_id)
    db.session.delete(step_for_change(pairing_id, step_id))
    record(actor, StepRemoved(pairing_id=pairing_id, step_id=step_id))


@command
def finish_step(actor: Actor, pairing_id: UUID, step_id: UUID, is_done: bool) -> None:
    """Say that a step is done, today and by oneself; or that it isn't after all. Saying it twice changes nothing."""
    _held(actor, pairing_id)
    row = step_for_change(pairing_id, step_id)
    if is_done and row.done_on is None:
        row.done_on, row.done_by_id = clock.today(), actor.person_id
    elif not is_done:
        row.done_on, row.done_by_id = None, None
    record(actor, StepDone(pairing_id=pairing_id, step_id=step_id, is_done=is_done))


def _held(actor: Actor, pairing_id: UUID) -> Inside:
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_WRITE, pairing)
    insist_running(pairing.state)
    return inside_of(actor, pairing_id)


def _check(pairing: Inside, draft: StepDraft) -> None:
    if not draft.text.strip():
        raise Invalid("text", words("Say what is to be done."))
    if draft.person_id is not None:
        able = {person.id for person in people_of(pairing) if person.side in SIDES[draft.who]}
        if draft.person_id not in able:
            raise Invalid("person_id", words("She is not of the side that does this step. Choose again."))
    _insist_goal(pairing.id, draft.goal_id)


def _insist_goal(pairing_id: UUID, goal_id: UUID | None) -> None:
    mine = select(Goal.id).where(Goal.id == goal_id, Goal.pairing_id == pairing_id)
    if goal_id is not None and db.session.scalar(mine) is None:
        raise Invalid("goal_id", words("This goal is not here any more. Choose again."))


def _write(row: PlanStep, draft: StepDraft) -> None:
    row.text, row.who, row.person_id = draft.text, draft.who, draft.person_id
    row.due_on, row.goal_id = draft.due_on, draft.goal_id


def _count(pairing_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(PlanStep.pairing_id == pairing_id)) or 0


def _last(pairing_id: UUID) -> int:
    last = db.session.scalar(select(func.max(PlanStep.position)).where(PlanStep.pairing_id == pairing_id))
    return -1 if last is None else last
