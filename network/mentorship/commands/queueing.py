"""Matching by the clock: asked for, taken back, claimed, and kept only while the claim and the inputs still hold."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import Words, to_json, words
from network.mentorship.commands.runs import store_run
from network.mentorship.events import MatchingAsked, MatchingCancelled, MatchingDone, MatchingFailed
from network.mentorship.models import QueuedMatching
from network.mentorship.queries.rounds import held_round
from network.mentorship.queries.solving import Solved
from network.mentorship.rules.lifecycle import insist_open
from network.mentorship.rules.queueing import MOST_TURNS, MatchingState
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.leases import next_in_line


@dataclass(frozen=True, slots=True)
class Claim:
    """A matching that somebody works on. It lapses with its lease: a later turn is somebody else's.

    One that is `spent` was begun too often: it only has to be said that it failed.
    """

    matching_id: UUID
    round_id: UUID
    turn: int
    spent: bool = False


@command
def queue_matching(actor: Actor, round_id: UUID) -> UUID:
    """Let the clock make the round's plan as things stand. What was asked before makes way."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    insist_open(row.state)
    db.session.execute(delete(QueuedMatching).where(QueuedMatching.round_id == round_id))
    matching = QueuedMatching(id=uuid4(), round_id=round_id, asked_at=clock.now(), asked_by_id=actor.person_id)
    db.session.add(matching)
    record(actor, MatchingAsked(round_id=round_id, matching_id=matching.id))
    return matching.id


@command
def cancel_matching(actor: Actor, round_id: UUID) -> None:
    """Take back what was asked of the clock; the round's plan stays as it is. Raises Conflict when there is nothing to stop."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    open_now = QueuedMatching.state.in_((MatchingState.WAITING, MatchingState.WORKING))
    matching = db.session.scalar(select(QueuedMatching).where(QueuedMatching.round_id == round_id, open_now))
    if matching is None:
        raise Conflict(words("This matching has ended already."))
    matching.state = MatchingState.CANCELLED
    record(actor, MatchingCancelled(round_id=round_id, matching_id=matching.id))


@command
def store_queued(actor: Actor, claim: Claim, solved: Solved) -> UUID:
    """Make the clock's plan the round's plan. Raises Conflict when its inputs changed, NotFound when the claim is lost."""
    row = held_round(actor, claim.round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    matching = db.session.scalar(select(QueuedMatching).where(*_mine(claim)).with_for_update())
    if matching is None:
        raise NotFound(str(claim.matching_id))
    record(actor, MatchingDone(round_id=row.id, matching_id=matching.id))
    return store_run(Actor(person_id=matching.asked_by_id, is_system=actor.is_system), claim.round_id, solved)


@command
def fail_matching(actor: Actor, claim: Claim, why: Words) -> None:
    """It can't be done, and nothing was changed. Raises NotFound when the claim is lost."""
    row = held_round(actor, claim.round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    if not _write(claim, state=MatchingState.FAILED, says=to_json(why)):
        raise NotFound(str(claim.matching_id))
    record(actor, MatchingFailed(round_id=row.id, matching_id=claim.matching_id))


@touch
def claim_matching() -> Claim | None:
    """The oldest that waits, or whose work was given up; None when all are done."""
    waits, is_worked_on = QueuedMatching.state == MatchingState.WAITING, QueuedMatching.state == MatchingState.WORKING
    asked = select(QueuedMatching).order_by(QueuedMatching.asked_at, QueuedMatching.id)
    matching = next_in_line(asked, waits, is_worked_on, QueuedMatching.claimed_at)
    if matching is None:
        return None
    matching.state, matching.claimed_at, matching.turn, matching.stage = MatchingState.WORKING, clock.now(), matching.turn + 1, 0
    return Claim(matching.id, matching.round_id, matching.turn, matching.turn > MOST_TURNS)


@touch
def keep_stage(claim: Claim, stage: int) -> bool:
    """How far it is; False when somebody took it back, or another scheduler has it by now."""
    return _write(claim, stage=stage, claimed_at=clock.now())


@touch
def wait_again(claim: Claim) -> None:
    """Something changed between reading and keeping: its turn comes again."""
    _write(claim, state=MatchingState.WAITING, claimed_at=None, stage=0)


def _mine(claim: Claim) -> tuple[Any, ...]:
    return (
        QueuedMatching.id == claim.matching_id,
        QueuedMatching.turn == claim.turn,
        QueuedMatching.state == MatchingState.WORKING,
    )


def _write(claim: Claim, **values: Any) -> bool:
    done = db.session.execute(update(QueuedMatching).where(*_mine(claim)).values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]
