"""An upload on its way: taken in, worked on, agreed to, put away. Small marks: nothing happened in the network."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from network.files.commands.bytes import release, share
from network.files.models import StagedFile
from network.files.queries.room import room, used_by
from network.files.queries.staged import own_staged
from network.files.queries.wording import sealed_name
from network.files.queries.working import Claim, Outcome
from network.files.rules.quotas import insist_room
from network.files.rules.states import MOST_TURNS, Staging, Step
from network.journal.command import touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Denied, NotFound
from network.storage.db import db
from network.storage.leases import next_in_line
from network.storage.turns import one_at_a_time

ROOM = 0x66696C65
"""Under this number room is asked for and taken."""


@dataclass(frozen=True, slots=True)
class StagedDraft:
    """An upload whose bytes lie in its place already. `is_begun`: whoever sent it waits, and the work begins at once."""

    staged_id: UUID
    name: str
    kind: str
    size: int
    is_begun: bool = False


@touch
def stage(actor: Actor, draft: StagedDraft) -> None:
    """Note that it is there. Raises `TooLarge`, `TooMuch` or `NoRoom`."""
    if actor.person_id is None:
        raise Denied("file:stage")
    one_at_a_time(ROOM)
    insist_room(draft.size, room(), used_by(actor.person_id))
    row = StagedFile(id=draft.staged_id, person_id=actor.person_id, kind=draft.kind, size=draft.size, staged_at=clock.now())
    row.name_sealed = sealed_name(draft.name, "staged_file", row.id)
    row.state, row.removed, row.left = (Staging.WORKING if draft.is_begun else Staging.WAITING), [], []
    row.turn, row.claimed_at = (1, clock.now()) if draft.is_begun else (0, None)
    db.session.add(row)


@touch
def claim_staged() -> Claim | None:
    """Take on the oldest upload that waits, or that somebody gave up."""
    asked = select(StagedFile).order_by(StagedFile.staged_at, StagedFile.id)
    working = StagedFile.state == Staging.WORKING
    row = next_in_line(asked, StagedFile.state == Staging.WAITING, working, StagedFile.claimed_at)
    if row is None:
        return None
    row.state, row.claimed_at, row.step, row.turn = Staging.WORKING, clock.now(), Step.RECEIVED, row.turn + 1
    return Claim(row.id, row.kind, row.turn, row.turn > MOST_TURNS)


@touch
def mark_step(claim: Claim, step: Step) -> None:
    """How far it is."""
    _write(claim, step=int(step), claimed_at=clock.now())


@touch
def wait_again(claim: Claim) -> None:
    """The store did not answer: its turn comes again, and this one does not count."""
    _write(claim, state=Staging.WAITING, claimed_at=None, step=int(Step.RECEIVED), turn=claim.turn - 1)


@touch
def finish_staged(claim: Claim, outcome: Outcome) -> bool:
    """Write down how it ended; False where it was put away meanwhile, and the bytes go again."""
    mine = select(StagedFile).where(
        StagedFile.id == claim.staged_id, StagedFile.state == Staging.WORKING, StagedFile.turn == claim.turn
    )
    row = db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    bytes_id = share(outcome) if outcome.name else None
    if row is None:
        release(bytes_id)
        return False
    row.bytes_id, row.scan_code, row.step, row.claimed_at = bytes_id, outcome.scan, Step.DONE, None
    row.refusal_code, row.removed, row.left = outcome.refusal, list(outcome.removed), list(outcome.left)
    row.state = Staging.REFUSED if outcome.refusal else Staging.ASKS if outcome.left else Staging.READY
    return True


@touch
def agree(actor: Actor, staged_id: UUID) -> None:
    """Its sender has read what could not be removed, and keeps it all the same. Raises `NotFound`."""
    row = _own(actor, staged_id)
    if row.state == Staging.ASKS:
        row.state = Staging.READY


@touch
def discard(actor: Actor, staged_id: UUID) -> None:
    """Put it away. It still counts among what was sent today. Raises `NotFound`."""
    row = _own(actor, staged_id)
    bytes_id, row.bytes_id, row.state = row.bytes_id, None, Staging.TAKEN
    row.name_sealed = ""
    db.session.flush()
    release(bytes_id)


@touch
def forget_uploads(_actor: Actor, person_id: UUID) -> None:
    """Put away what an erased person had sent and not kept, inside the command that erases her."""
    rows = db.session.scalars(select(StagedFile).where(StagedFile.person_id == person_id)).all()
    freed = [row.bytes_id for row in rows]
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    for bytes_id in freed:
        release(bytes_id)


def _own(actor: Actor, staged_id: UUID) -> StagedFile:
    row = db.session.scalar(own_staged(actor, staged_id).with_for_update())
    if row is None or row.state == Staging.TAKEN:
        raise NotFound(str(staged_id))
    return row


def _write(claim: Claim, **values: object) -> None:
    mine = (StagedFile.id == claim.staged_id, StagedFile.state == Staging.WORKING, StagedFile.turn == claim.turn)
    db.session.execute(update(StagedFile).where(*mine).values(**values))
