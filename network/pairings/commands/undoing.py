"""Taking back what a file of pairings or sessions brought in; what somebody has touched since stays."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.organizations.commands import set_waiting
from network.organizations.models import Organization
from network.pairings.events import PairingsImportUndone
from network.pairings.models import MentoringSession, Pairing, PairingCheck, PairingImportRow
from network.pairings.queries.undoing import UndoPlan, held_import, undo_plan
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.spaces.commands import withdraw_space
from network.storage.db import db

R = PairingImportRow


@command
def undo_bringing(actor: Actor, import_id: UUID, mark: str) -> UndoPlan:
    """Take out the rows that nobody has touched. `mark` is that of the plan which was looked at.

    A mentee that waited before waits again, since the same day; a pairing whose first sessions go is on trial again. Raises
    Conflict when it is undone, too long ago, or not what was looked at.
    """
    authorize(actor, Permission.PAIRING_IMPORT)
    row = held_import(actor, import_id)
    plan = undo_plan(actor, import_id)
    if plan.line.until is None:
        raise Conflict(words("This file was taken back already, or came in too long ago."))
    if plan.mark != mark:
        raise Conflict(words("Something changed since you looked. Look again at what undoing would do."))
    numbers = [each.number for each in plan.goes]
    brought = select(R).where(R.import_id == import_id, R.row_number.in_(numbers)).order_by(R.row_number)
    gone = list(db.session.scalars(brought))
    for each in gone:
        if each.pairing_id is not None:
            _remove_pairing(actor, db.session.get_one(Pairing, each.pairing_id))
    _remove_sessions(gone)
    row.undone_at, row.removed, row.kept = clock.now(), len(plan.goes), len(plan.stays)
    record(actor, PairingsImportUndone(batch_id=row.id, list=row.kind, removed=row.removed, left=row.kept))
    return plan


def _remove_pairing(actor: Actor, pairing: Pairing) -> None:
    """It never was, and neither was its space: nobody has put anything there."""
    mentee_id, since, space_id = pairing.mentee_id, pairing.waited_since, pairing.space_id
    db.session.execute(delete(PairingCheck).where(PairingCheck.pairing_id == pairing.id))
    pairing.space_id = None
    db.session.delete(pairing)
    db.session.flush()
    if space_id is not None:
        withdraw_space(actor, space_id)
    if since is not None and not _has_mentor(mentee_id) and not db.session.get_one(Organization, mentee_id).wants_mentor:
        set_waiting(SYSTEM, mentee_id, True, since)


def _has_mentor(mentee_id: UUID) -> bool:
    runs = Pairing.state.in_(tuple(RUNNING_PAIRINGS))
    return db.session.scalar(select(Pairing.id).where(Pairing.mentee_id == mentee_id, runs).limit(1)) is not None


def _remove_sessions(gone: Collection[PairingImportRow]) -> None:
    ids = [each.session_id for each in gone if each.session_id is not None]
    if not ids:
        return
    firsts = [each.session_id for each in gone if each.is_activated]
    activated = list(db.session.scalars(select(MentoringSession.pairing_id).where(MentoringSession.id.in_(firsts))))
    for some in (ids[start : start + 500] for start in range(0, len(ids), 500)):
        db.session.execute(delete(MentoringSession).where(MentoringSession.id.in_(some)))
    for pairing_id in activated:
        pairing = db.session.get_one(Pairing, pairing_id)
        mine = MentoringSession.pairing_id == pairing_id
        left = db.session.scalar(select(func.count()).select_from(MentoringSession).where(mine)) or 0
        if pairing.state == PairingState.ACTIVE and left < catalogue().get("trial_sessions"):
            pairing.state = PairingState.TRIAL
