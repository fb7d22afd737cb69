"""What the two sides can do with goals: set, change, reach, let go, open again."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations.commands import list_begun_service
from network.pairings.events import GoalChanged, GoalClosed, GoalReopened, GoalSet
from network.pairings.models import Goal, Pairing
from network.pairings.queries.goals import goal_for_change, served_by
from network.pairings.queries.inside import held_pairing
from network.pairings.rules.goals import GoalState, insist_closed_goal, insist_few_goals, insist_open_goal
from network.pairings.rules.states import insist_running
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.once import add_once


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal in one sentence, its topic and by when. `id` is the form's: sent twice, it is one."""

    topic: str
    title: str
    due_on: date | None = None
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """How a goal ends; a reached one may name the service that began by it, and in which community."""

    state: GoalState
    service: str = ""
    community_id: UUID | None = None


@command
def set_goal(actor: Actor, pairing_id: UUID, draft: GoalDraft) -> UUID:
    """Set a goal. Raises Invalid for a topic that isn't on the list or a day that is past, Conflict where there are too many."""
    _held(actor, pairing_id)
    _check(draft, None)
    open_goals = select(func.count()).where(Goal.pairing_id == pairing_id, Goal.state == GoalState.OPEN)
    insist_few_goals(db.session.scalar(open_goals) or 0)
    last = db.session.scalar(select(func.max(Goal.position)).where(Goal.pairing_id == pairing_id))
    row = Goal(
        id=draft.id,
        pairing_id=pairing_id,
        topic=draft.topic,
        title=draft.title,
        due_on=draft.due_on,
        state=GoalState.OPEN,
        position=0 if last is None else last + 1,
        set_on=clock.today(),
        set_by_id=actor.person_id,
    )
    add_once(row, words("This goal is set already: it stands in the list."))
    record(actor, GoalSet(pairing_id=pairing_id, goal_id=row.id, code=draft.topic))
    return row.id


@command
def change_goal(actor: Actor, pairing_id: UUID, goal_id: UUID, draft: GoalDraft) -> None:
    """Say an open goal in other words. Raises Conflict for a closed one."""
    _held(actor, pairing_id)
    row = goal_for_change(pairing_id, goal_id)
    insist_open_goal(row.state)
    _check(draft, row)
    row.topic, row.title, row.due_on = draft.topic, draft.title, draft.due_on
    record(actor, GoalChanged(pairing_id=pairing_id, goal_id=goal_id, code=draft.topic))


@command
def close_goal(actor: Actor, pairing_id: UUID, goal_id: UUID, draft: ClosingDraft) -> None:
    """Reach a goal or let it go. The service that began by it goes into the mentee's entry, unconfirmed.

    Raises Invalid for a service without a community of the mentee's, Conflict for a goal that is closed already.
    """
    pairing = _held(actor, pairing_id)
    row = goal_for_change(pairing_id, goal_id)
    insist_open_goal(row.state)
    if draft.state is GoalState.OPEN:
        raise Invalid("state", words("Choose how it ended."))
    is_reached = draft.state is GoalState.REACHED
    service, community_id = (draft.service, draft.community_id) if is_reached else ("", None)
    if service:
        _insist_service(pairing, service, community_id)
    row.state, row.closed_on, row.closed_by_id = draft.state, clock.today(), actor.person_id
    row.service_code, row.community_id = service, community_id if service else None
    if service:
        list_begun_service(SYSTEM, pairing.mentee_id, service)
    record(actor, GoalClosed(pairing_id=pairing_id, goal_id=goal_id, state=draft.state, service_code=service))


@command
def reopen_goal(actor: Actor, pairing_id: UUID, goal_id: UUID) -> None:
    """Take it back that a goal is closed. A service that was named stays on the entry until somebody says that it ended."""
    _held(actor, pairing_id)
    row = goal_for_change(pairing_id, goal_id)
    insist_closed_goal(row.state)
    row.state, row.closed_on, row.closed_by_id = GoalState.OPEN, None, None
    row.service_code, row.community_id = "", None
    record(actor, GoalReopened(pairing_id=pairing_id, goal_id=goal_id))


def _held(actor: Actor, pairing_id: UUID) -> Pairing:
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_WRITE, pairing)
    insist_running(pairing.state)
    return pairing


def _check(draft: GoalDraft, before: Goal | None) -> None:
    if draft.topic not in {entry.code for entry in catalogue().entries("topic")}:
        raise Invalid("topic", words("This is not on the list any more. Choose again."))
    if not draft.title.strip():
        raise Invalid("title", words("Say the goal in one sentence."))
    is_moved = before is None or before.due_on != draft.due_on
    if draft.due_on is not None and is_moved and draft.due_on < clock.today():
        raise Invalid("due_on", words("This day is past. Choose one that is still to come."))


def _insist_service(pairing: Pairing, service: str, community_id: UUID | None) -> None:
    if service not in {entry.code for entry in catalogue().entries("service")}:
        raise Invalid("service", words("This is not on the list any more. Choose again."))
    if community_id not in {id for id, _ in served_by(pairing.mentee_id)}:
        raise Invalid("community_id", words("Choose the community where it began."))
