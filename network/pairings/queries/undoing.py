"""Which files of pairings came in lately, and what taking one back would do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization
from network.pairings.models import (
    Agreement,
    Goal,
    MentoringSession,
    NeedsAssessment,
    Pairing,
    PairingCheck,
    PairingContact,
    PairingImport,
    PairingImportRow,
    PairingNote,
    PlanStep,
)
from network.pairings.rules.importing import ListKind
from network.pairings.rules.importing.undoing import (
    COURSE,
    Brought,
    course_of,
    mark_of_undoing,
    may_be_undone_until,
    touched_pairing,
    touched_session,
)
from network.pairings.rules.states import PAIRING_WORDS, PairingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.spaces.queries import lies_in
from network.storage.db import db
from network.storage.reading import rows

Mentor, Mentee = aliased(Organization), aliased(Organization)
I, R = PairingImport, PairingImportRow  # noqa: E741
WRITTEN = (MentoringSession, Agreement, NeedsAssessment, Goal, PlanStep, PairingContact, PairingNote)
"""Where somebody may have written in a pairing. Of short checks only those count that were answered."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file that came in. `until`: it may be taken back until then; None when it was, or that is over."""

    id: UUID
    kind: ListKind
    added: int
    done_at: datetime
    until: datetime | None
    undone_at: datetime | None
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking a file back would do: rows that go, rows that stay. `mark` differs where any of them does."""

    line: ImportLine
    goes: tuple[Brought, ...]
    stays: tuple[Brought, ...]
    mark: str


def imports(actor: Actor) -> tuple[ImportLine, ...]:
    """The files of the last days that can be undone, and those that were, the newest first. One statement. Raises Denied."""
    authorize(actor, Permission.PAIRING_IMPORT)
    oldest = clock.now() - timedelta(days=_days())
    return tuple(_line(each) for each in db.session.scalars(select(I).where(I.done_at > oldest).order_by(I.done_at.desc(), I.id)))


def undo_plan(actor: Actor, import_id: UUID) -> UndoPlan:
    """What taking it back would do now. Two statements. Raises Denied and NotFound."""
    authorize(actor, Permission.PAIRING_IMPORT)
    row = db.session.get(I, import_id)
    if row is None:
        raise NotFound(str(import_id))
    line = _line(row)
    found = _pairings(import_id) if line.kind is ListKind.PAIRINGS else _sessions(import_id)
    goes, stays = (tuple(each for each in found if (each.touched is None) is free) for free in (True, False))
    return UndoPlan(line, goes, stays, mark_of_undoing(found))


def held_import(actor: Actor, import_id: UUID) -> PairingImport:
    """One, held until the transaction ends, with the pairings that it is about. Raises Denied and NotFound."""
    authorize(actor, Permission.PAIRING_IMPORT)
    row = db.session.scalar(select(I).where(I.id == import_id).with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(import_id))
    of_sessions = select(MentoringSession.pairing_id).join(R, R.session_id == MentoringSession.id).where(R.import_id == import_id)
    of_rows = select(R.pairing_id).where(R.import_id == import_id, R.pairing_id.is_not(None))
    held = select(Pairing.id).where(or_(Pairing.id.in_(of_rows), Pairing.id.in_(of_sessions)))
    db.session.execute(held.order_by(Pairing.id).with_for_update()).all()
    return row


def _days() -> int:
    return int(catalogue().get("import_undo_days"))


def _line(row: PairingImport) -> ImportLine:
    until = may_be_undone_until(row.done_at, _days())
    open_until = until if row.undone_at is None and clock.now() < until else None
    return ImportLine(row.id, ListKind(row.kind), row.added, row.done_at, open_until, row.undone_at, row.removed, row.kept)


def is_written_in() -> ColumnElement[bool]:
    """Whether somebody wrote anything in a pairing, or put anything into its space."""
    answered = exists().where(PairingCheck.pairing_id == Pairing.id, PairingCheck.answered_at.is_not(None))
    put_in = lies_in(Pairing.space_id, Pairing.__tablename__)
    return or_(answered, put_in, *(exists().where(table.pairing_id == Pairing.id) for table in WRITTEN))


def _pairings(import_id: UUID) -> list[Brought]:
    """What is gone already is passed over."""
    course = [getattr(Pairing, name) for name in COURSE]
    asked = _named(
        select(R.row_number, Mentor.name, Mentee.name, R.after, is_written_in(), *course).join(
            Pairing, Pairing.id == R.pairing_id
        )
    )
    return [
        Brought(
            number,
            mentor,
            mentee,
            f"{PAIRING_WORDS[PairingState(now[0])]}, {now[1].isoformat()}",
            touched_pairing(list(after), course_of(dict(zip(COURSE, now, strict=True))), is_written_in=bool(written)),
        )
        for number, mentor, mentee, after, written, *now in rows(asked.where(R.import_id == import_id).order_by(R.row_number))
    ]


def _sessions(import_id: UUID) -> list[Brought]:
    """The same of sessions."""
    columns = (R.row_number, Mentor.name, Mentee.name, MentoringSession.held_on, MentoringSession.version)
    asked = select(*columns).join(MentoringSession, MentoringSession.id == R.session_id)
    asked = _named(asked.join(Pairing, Pairing.id == MentoringSession.pairing_id))
    return [
        Brought(number, mentor, mentee, held_on.isoformat(), touched_session(version))
        for number, mentor, mentee, held_on, version in rows(asked.where(R.import_id == import_id).order_by(R.row_number))
    ]


def _named(asked: Select[Any]) -> Select[Any]:
    return asked.join(Mentor, Mentor.id == Pairing.mentor_id).join(Mentee, Mentee.id == Pairing.mentee_id)
