"""Imports as pages and commands find them: for those who may import, nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, func, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, from_json
from network.organizations.models import ColumnMemory, ImportBatch, OwnField
from network.organizations.queries.wording import say_day
from network.organizations.rules.columns import ColumnMapping, Guess, guess_columns
from network.organizations.rules.importing import (
    KeptTable,
    Step,
    corrections_from_plain,
    mapping_from_plain,
    table_from_plain,
)
from network.organizations.rules.rows import Corrections
from network.places.queries import zone
from network.places.rules.clocks import say_moment_briefly
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db

RECENT = 12
SAMPLES = 3
_LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class BatchView:
    """One import without its table. `may_be_undone_until` is None where it can't be undone (any more)."""

    id: UUID
    file_name: str
    digest: str
    rows: int
    step: Step
    version: int
    done: int
    targets: tuple[str, ...]
    mended: int
    begun_on: date
    applied_on: date | None
    undone_on: date | None
    may_be_undone_until: date | None

    @property
    def day(self) -> Words:
        """When the file was read."""
        return say_day(self.begun_on)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the file, what it is taken for, and its first few different values."""

    guess: Guess
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """What is needed to say which column is which. `same_file_on` is when this very file was imported before."""

    batch: BatchView
    columns: tuple[ColumnLine, ...]
    own_labels: tuple[str, ...]
    notes: tuple[Words, ...]
    sheet: str
    other_sheets: tuple[str, ...]
    same_file_on: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that an import holds: its table, its columns, what was decided."""

    batch: BatchView
    table: KeptTable
    mapping: ColumnMapping
    corrections: Corrections


_VIEWED = (
    ImportBatch.id,
    ImportBatch.file_name,
    ImportBatch.digest,
    ImportBatch.rows,
    ImportBatch.state,
    ImportBatch.version,
    ImportBatch.done,
    ImportBatch.mapping,
    ImportBatch.corrections,
    ImportBatch.begun_at,
    ImportBatch.applied_at,
    ImportBatch.undone_at,
)


def visible_to(actor: Actor) -> Select[tuple[ImportBatch]]:
    """All imports, for whoever may import."""
    seen = select(ImportBatch)
    return seen if can(actor, Permission.ORGANIZATION_IMPORT) else seen.where(false())


def recent(actor: Actor) -> tuple[BatchView, ...]:
    """The newest imports, newest first. One statement, and the settings."""
    days = undo_days()
    asked = visible_to(actor).with_only_columns(*_VIEWED).order_by(ImportBatch.begun_at.desc(), ImportBatch.id)
    return tuple(_view(row, days) for row in db.session.execute(asked.limit(RECENT)))


def batch_of(actor: Actor, batch_id: UUID) -> BatchView:
    """One import. Raises `NotFound`."""
    row = db.session.execute(visible_to(actor).with_only_columns(*_VIEWED).where(ImportBatch.id == batch_id)).first()
    if row is None:
        raise NotFound(str(batch_id))
    return _view(row, undo_days())


def held(actor: Actor, batch_id: UUID) -> ImportBatch:
    """The row itself, fresh, for a command that changes it. Raises `NotFound`."""
    asked = visible_to(actor).where(ImportBatch.id == batch_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(batch_id))
    return row


def kept_of(actor: Actor, batch_id: UUID) -> Kept:
    """One import whole. Raises `NotFound`."""
    batch = batch_of(actor, batch_id)
    table, mapping, corrections = db.session.execute(
        select(ImportBatch.table, ImportBatch.mapping, ImportBatch.corrections).where(ImportBatch.id == batch_id)
    ).one()
    return Kept(batch, table_from_plain(table), mapping_from_plain(mapping), corrections_from_plain(corrections))


@dataclass(frozen=True, slots=True)
class FailureView:
    """Why the clock's work on an import broke down, and when, in the network's time."""

    says: Words
    when: Words


def failure_of(actor: Actor, batch_id: UUID, name: str = "failed") -> FailureView | None:
    """How the last work on it, or its undoing ("undoing_failed"), broke down; None where it didn't."""
    kept = summary_of(actor, batch_id).get(name)
    if not isinstance(kept, Mapping):  # of before, only that it had failed was kept
        return None
    return FailureView(from_json(kept["says"]), say_moment_briefly(datetime.fromisoformat(kept["at"]), zone()))


def summary_of(actor: Actor, batch_id: UUID) -> Mapping[str, Any]:
    """What is kept of a check, or of what an import has done."""
    found = db.session.scalar(visible_to(actor).with_only_columns(ImportBatch.summary).where(ImportBatch.id == batch_id))
    return found or {}


def asked_by(actor: Actor, batch_id: UUID) -> UUID | None:
    """Who asked last that the import goes in, or is taken back."""
    return db.session.scalar(visible_to(actor).with_only_columns(ImportBatch.asked_by_id).where(ImportBatch.id == batch_id))


def header_of(actor: Actor, batch_id: UUID) -> tuple[str, ...]:
    """The names of the file's columns."""
    asked = visible_to(actor).with_only_columns(ImportBatch.table["header"]).where(ImportBatch.id == batch_id)
    return tuple(db.session.scalar(asked) or ())


def guesses(header: tuple[str, ...]) -> tuple[Guess, ...]:
    """What each column is taken for: remembered, or guessed from its name. Two statements."""
    remembered = dict(db.session.execute(select(ColumnMemory.header, ColumnMemory.field)).tuples().all())
    return guess_columns(header, remembered, own_labels())


def own_labels() -> tuple[str, ...]:
    """The labels of the network's own fields, in their order."""
    return tuple(db.session.scalars(select(OwnField.label).order_by(OwnField.position, OwnField.label)))


def columns_page(actor: Actor, batch_id: UUID) -> ColumnsPage:
    """The page that asks which column is which. Raises `NotFound`."""
    kept = kept_of(actor, batch_id)
    table = kept.table
    lines = tuple(
        ColumnLine(
            guess
            if not kept.mapping.targets
            else Guess(guess.column, guess.header, kept.mapping.targets[guess.column], 1.0, True),
            _samples(table, guess.column),
        )
        for guess in guesses(table.header)
    )
    return ColumnsPage(
        batch=kept.batch,
        columns=lines,
        own_labels=own_labels(),
        notes=table.notes,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        same_file_on=_same_file_on(kept.batch),
    )


def undo_days() -> int:
    """For how many days an import can be undone."""
    return int(catalogue().get("import_undo_days"))


def _same_file_on(batch: BatchView) -> date | None:
    found = db.session.scalar(
        select(func.max(ImportBatch.applied_at)).where(
            ImportBatch.digest == batch.digest, ImportBatch.id != batch.id, ImportBatch.undone_at.is_(None)
        )
    )
    return found.date() if found else None


def _samples(table: KeptTable, column: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in table.rows:
        text = " ".join((row.formulas.get(column) or row.cells[column]).split())
        if text:
            found.setdefault(text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…")
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _view(row: Any, days: int) -> BatchView:
    until = row.applied_at + timedelta(days=days) if row.applied_at else None
    is_undoable = row.state == Step.APPLIED and until is not None and until > clock.now()
    return BatchView(
        id=row.id,
        file_name=row.file_name,
        digest=row.digest,
        rows=row.rows,
        step=Step(row.state),
        version=row.version,
        done=row.done,
        targets=tuple(row.mapping["targets"]),
        mended=len(row.corrections),
        begun_on=row.begun_at.date(),
        applied_on=row.applied_at.date() if row.applied_at else None,
        undone_on=row.undone_at.date() if row.undone_at else None,
        may_be_undone_until=until.date() if until and is_undoable else None,
    )
