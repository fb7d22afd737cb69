"""Bringing in pairings, or their sessions, that were kept in a file: all that was looked at, or nothing."""

from dataclasses import asdict
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.organizations.models import Organization
from network.organizations.rules.importing import in_parts
from network.pairings.commands.beginning import PairingDraft, begin_pairing
from network.pairings.commands.sessions import SessionDraft, bring_session
from network.pairings.events import PairingActivated, PairingCompleted, PairingEnded, PairingPaused, PairingsImported
from network.pairings.models import Pairing, PairingImport, PairingImportRow
from network.pairings.queries.importing import BringingPlan, bringing_plan
from network.pairings.rules.importing import Effect, FileRows, PairingRead, SessionRead
from network.pairings.rules.importing.undoing import COURSE, course_of
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState
from network.policy import Permission, authorize
from network.spaces.commands import close_space
from network.storage.db import db


@command
def bring_in(actor: Actor, file: FileRows, mark: str) -> BringingPlan:
    """Bring in the rows that are new. `mark` is that of the plan which was looked at: another one is looked at first.

    Nobody is told: the two sides know that they are paired, and one of long ago is no news.
    """
    authorize(actor, Permission.PAIRING_IMPORT)
    _hold_named(file)
    plan = bringing_plan(actor, file)
    if plan.mark != mark:
        raise Conflict(words("Something changed since you looked, so the file was checked again. Look once more."))
    import_id, made = uuid4(), list[PairingImportRow]()
    for verdict in plan.having(Effect.NEW):
        row = PairingImportRow(import_id=import_id, row_number=verdict.number, is_activated=False)
        if isinstance(verdict.read, PairingRead):
            pairing = _bring_pairing(actor, verdict.read)
            row.pairing_id, row.after = pairing.id, course_of({name: getattr(pairing, name) for name in COURSE})
        elif isinstance(verdict.read, SessionRead):
            row.session_id, row.is_activated = _bring_session(actor, verdict.read)
        made.append(row)
    if made:
        _keep(actor, PairingImport(id=import_id, kind=plan.kind, added=len(made)), made)
    record(actor, PairingsImported(
        batch_id=import_id if made else None, list=plan.kind, added=len(made), unchanged=plan.counts[Effect.THERE],
        left_out=plan.counts[Effect.WRONG],
    ))  # fmt: skip
    return plan


def _keep(actor: Actor, row: PairingImport, made: list[PairingImportRow]) -> None:
    """Write down what came in, so that it can be taken back."""
    row.done_at, row.done_by_id = clock.now(), actor.person_id
    db.session.add(row)
    db.session.flush()  # its rows refer to it
    db.session.add_all(made)


def _hold_named(file: FileRows) -> None:
    """Hold the organizations that the file names, so that of two who press at once the second finds what the first brought.

    They are held in one order through the whole file, so that two with other files never wait for each other for ever.
    """
    found = set[UUID]()
    named = {cell for row in file.rows for cell in (row.cells.get("mentor"), row.cells.get("mentee")) if cell}
    for some in in_parts(sorted({fold(name)[:300] for name in named})):
        asked = select(Organization.id).where(or_(Organization.folded.in_(some), Organization.id.in_(_ids_in(some))))
        found.update(db.session.scalars(asked))
    for part in in_parts(sorted(found)):
        held = select(Organization.id).where(Organization.id.in_(part)).order_by(Organization.id).with_for_update()
        db.session.execute(held).all()


def _bring_pairing(actor: Actor, read: PairingRead) -> Pairing:
    runs = read.state in RUNNING_PAIRINGS
    mentee = db.session.get_one(Organization, read.mentee_id)
    waits = runs and mentee.wants_mentor and not read.is_second
    draft = PairingDraft(
        mentor_id=read.mentor_id,
        mentee_id=read.mentee_id,
        from_round=read.from_round,
        is_second=read.is_second,
        waited_since=mentee.waiting_since if waits else None,
        began_on=read.began_on,
        is_brought_in=True,
        state=read.state,
    )
    pairing = db.session.get_one(Pairing, begin_pairing(actor, draft))
    if read.state is PairingState.ACTIVE:
        record(actor, PairingActivated(pairing_id=pairing.id))
    elif read.state is PairingState.PAUSED:
        record(actor, PairingPaused(pairing_id=pairing.id, until=None, is_silent=True))
    elif not runs:
        _end(actor, pairing, read)
    return pairing


def _end(actor: Actor, pairing: Pairing, read: PairingRead) -> None:
    """It ended on its day. Its moment stays open: no place came free by it now, and no plan is out of date."""
    pairing.ended_on, pairing.ended_why = read.ended_on, read.why or None
    if pairing.space_id is not None:
        close_space(actor, pairing.space_id)
    if read.state is PairingState.COMPLETED:
        record(actor, PairingCompleted(pairing_id=pairing.id, is_silent=True))
    else:
        record(actor, PairingEnded(pairing_id=pairing.id, why_code=read.why, is_rematch=False, is_silent=True))


def _bring_session(actor: Actor, read: SessionRead) -> tuple[UUID, bool]:
    """The session, and whether it ended the trial of its pairing."""
    values = asdict(read)
    pairing = db.session.get_one(Pairing, values.pop("pairing_id"))
    before = pairing.state
    made = bring_session(actor, pairing.id, SessionDraft(**values))
    return made, before == PairingState.TRIAL and pairing.state == PairingState.ACTIVE


def _ids_in(folded: list[str]) -> list[UUID]:
    """Folding an id leaves spaces where its signs were."""
    found = []
    for each in folded:
        text = each.replace(" ", "")
        if len(text) == 32 and all(sign in "0123456789abcdef" for sign in text):
            found.append(UUID(text))
    return found
