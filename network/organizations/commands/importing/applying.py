"""Bringing a checked table into the directory: all of it, or nothing."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.organizations.commands.importing.bulk import BulkWriter, Writing
from network.organizations.events import ImportApplied
from network.organizations.models import ImportBatch, ImportChange
from network.organizations.queries import importing
from network.organizations.queries.importing import Loaded, Prepared
from network.organizations.rules.columns import ColumnMapping, mapping_of, refusal_of
from network.organizations.rules.importing import Step, corrections_to_plain, kept_name, table_to_plain
from network.organizations.rules.planning import ImportPlan, PlannedRow, RowState, dry_run
from network.organizations.rules.rows import Corrections
from network.organizations.rules.values import to_plain
from network.policy import Permission, authorize
from network.sheets import Table
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class ReadyImport:
    """A dry run whose rows are made ready: nothing is left to do but write them. `version` is the import's at that time."""

    batch_id: UUID
    version: int
    stamp: str
    counts: dict[str, int]
    writer: BulkWriter

    @classmethod
    def of(cls, prepared: Prepared, actor_id: UUID | None) -> "ReadyImport":
        """Make the rows ready, outside any transaction. `actor_id` is who imports."""
        batch = prepared.kept.batch
        return cls.of_plan(batch.id, batch.version, prepared.plan, prepared.loaded, actor_id)

    @classmethod
    def of_plan(cls, batch_id: UUID, version: int, plan: ImportPlan, loaded: Loaded, actor_id: UUID | None) -> "ReadyImport":
        """The same, of a plan that isn't kept yet."""
        before = {existing.id: existing.values for existing in loaded.directory.existing}
        writer = BulkWriter(loaded, actor_id)
        rows = plan.to_write()
        writings = [writer.complete(_writing(row, before)) for row in rows]
        versions = writer.write(writings)
        changes = [
            {
                "id": uuid4(),
                "batch_id": batch_id,
                "organization_id": each.id,
                "row_number": row.number,
                "before": to_plain(each.before) if each.before else None,
                "after": to_plain(each.after),
                "version_after": versions[each.id],
                "is_undone": False,
            }
            for row, each in zip(rows, writings, strict=True)
        ]
        writer.ready.insert(ImportChange, changes)
        return cls(batch_id, version, loaded.stamp, _counts(plan), writer)


@command
def apply_import(actor: Actor, ready: ReadyImport) -> None:
    """Carry out a dry run that was made just before. Raises `Conflict` when what it was made from has changed since.

    The fact says who asked for it, also where the clock does the work.
    """
    BulkWriter.hold()
    batch = importing.held(actor, ready.batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if batch.state == Step.APPLIED:
        raise Conflict(words("This file was imported already."))
    fresh = batch.version == ready.version and importing.stamp_of_directory() == ready.stamp
    if batch.state not in (Step.CHECK, Step.APPLYING) or not fresh:
        raise Conflict(words("The directory changed while this was read. Look at the check again, then import."))
    asked_by = actor if batch.state == Step.CHECK else Actor(person_id=batch.asked_by_id)
    _apply(asked_by, batch, ready)


@command
def import_table(
    actor: Actor, table: Table, mapping: ColumnMapping | None = None, corrections: Corrections | None = None
) -> UUID:
    """Bring a table in without pages: rows that can't be read stay out. Without a mapping its columns are guessed.

    Gives the import's id. Raises `Invalid` on "columns" when the columns can't be told.
    """
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    BulkWriter.hold()
    mapping = mapping or mapping_of(importing.guesses(table.header))
    refusal = refusal_of(mapping, len(table.header))
    if refusal is not None:
        raise Invalid("columns", refusal)
    plain = table_to_plain(table, table.notes, table.sheet)
    batch = ImportBatch(
        id=uuid4(),
        file_name=kept_name(table.filename),
        digest=hashlib.sha256(json.dumps(plain).encode()).hexdigest(),
        rows=len(table.rows),
        table=plain,
        mapping={"targets": list(mapping.targets)},
        corrections=corrections_to_plain(corrections or {}),
        version=1,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    db.session.add(batch)
    db.session.flush()
    loaded = importing.load_directory(actor)
    plan = dry_run(table, mapping, corrections or {}, loaded.directory)
    _apply(actor, batch, ReadyImport.of_plan(batch.id, batch.version, plan, loaded, actor.person_id))
    return batch.id


def _apply(asked_by: Actor, batch: ImportBatch, ready: ReadyImport) -> None:
    ready.writer.ready.run()
    batch.state, batch.applied_at, batch.version = Step.APPLIED, clock.now(), batch.version + 1
    batch.claimed_at, batch.asked_by_id = None, asked_by.person_id
    batch.summary = {**ready.counts, "own_fields": [str(id) for id in ready.writer.made_fields]}
    record(asked_by, ImportApplied(batch_id=batch.id, **ready.counts))


def _writing(row: PlannedRow, before: dict[Any, Any]) -> Writing:
    if row.values is None:
        raise AssertionError("a row that goes in has values")
    if row.existing_id is None:
        return Writing(uuid4(), None, row.values)
    return Writing(UUID(str(row.existing_id)), before[row.existing_id], row.values)


def _counts(plan: ImportPlan) -> dict[str, int]:
    def having(effect: RowState, rows: Sequence[PlannedRow] = plan.rows) -> int:
        return sum(row.effect is effect for row in rows)

    return {
        "added": having(RowState.NEW),
        "changed": having(RowState.CHANGED),
        "unchanged": having(RowState.UNCHANGED),
        "left_out": sum(not row.goes_in for row in plan.rows),
    }
