"""The marks that the clock leaves on an import: who works on it, how far it is, what was found; and what is forgotten."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, null, select, update
from sqlalchemy.orm import undefer

from network.journal.command import touch
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.organizations.models import ImportBatch, ImportChange
from network.organizations.queries.importing import undo_days, visible_to
from network.organizations.rules.importing import MOST_TURNS, OPEN, WORK, Step
from network.storage.db import db
from network.storage.leases import next_in_line

FORGOTTEN = -1  # in place of the rows that are done


@dataclass(frozen=True, slots=True)
class Claim:
    """An import that somebody works on: at which version, and what is being done with it. It lapses with its lease.

    One that is `spent` was begun too often: it only has to be said that it failed.
    """

    batch_id: UUID
    version: int
    step: Step
    spent: bool = False


@touch
def claim_import() -> Claim | None:
    """The oldest import that waits for the clock, or whose work was given up; None when all are done."""
    waits, is_worked_on = ImportBatch.state.in_(WORK), ImportBatch.state.in_(WORK.values())
    asked = visible_to(SYSTEM).order_by(ImportBatch.begun_at)
    batch = next_in_line(asked, waits, is_worked_on, ImportBatch.claimed_at)
    if batch is None:
        return None
    step = Step(batch.state)
    batch.state, batch.claimed_at, batch.done, batch.turn = WORK.get(step, step), clock.now(), 0, batch.turn + 1
    return Claim(batch.id, batch.version, Step(batch.state), batch.turn > MOST_TURNS)


@touch
def keep_progress(claim: Claim, done: int) -> None:
    """How many rows are read."""
    _write(claim, done=done, claimed_at=clock.now())


@touch
def keep_check(claim: Claim, check: dict[str, Any]) -> None:
    """What was found, if it is still what was asked."""
    _write(claim, state=Step.CHECK, claimed_at=None, turn=0, summary={"check": check})


@touch
def check_again(claim: Claim) -> None:
    """What would be written isn't what somebody has seen: it is checked once more, and nothing goes in before she looks."""
    _write(claim, state=Step.QUEUED, claimed_at=None, done=0, turn=0, version=claim.version + 1, summary={})


@touch
def wait_again(claim: Claim) -> None:
    """Something was changed between the decision and the writing: its turn comes again."""
    waiting = next(step for step, working in WORK.items() if working is claim.step)
    _write(claim, state=waiting, claimed_at=None, done=0)


@touch
def forget_imports() -> None:
    """Drop files that were never imported, and the tables of those that can't be undone any more."""
    old = clock.now() - timedelta(days=undo_days())
    db.session.execute(delete(ImportBatch).where(ImportBatch.state.in_(OPEN), ImportBatch.begun_at < old))
    rest = select(ImportBatch).where(ImportBatch.applied_at < old, ImportBatch.done != FORGOTTEN)
    for batch in db.session.scalars(rest.options(undefer(ImportBatch.table)).limit(20)):
        batch.table, batch.corrections, batch.done = {**batch.table, "rows": []}, {}, FORGOTTEN
        # What it changed is not known any more, that it did is: an organization's history tells of it.
        db.session.execute(update(ImportChange).where(ImportChange.batch_id == batch.id).values(before=null(), after={}))


def _write(claim: Claim, **values: Any) -> None:
    mine = (ImportBatch.id == claim.batch_id, ImportBatch.version == claim.version, ImportBatch.state == claim.step)
    db.session.execute(update(ImportBatch).where(*mine).values(**values))
