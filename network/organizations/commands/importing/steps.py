"""The steps before an import: read a file, say which column is which, mend what can't be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.organizations.events import (
    ImportAsked,
    ImportBegun,
    ImportDiscarded,
    ImportMapped,
    ImportMended,
    UndoingAsked,
)
from network.organizations.models import ColumnMemory, ImportBatch
from network.organizations.queries import importing
from network.organizations.rules.asking import Decisions
from network.organizations.rules.columns import ColumnMapping, refusal_of, to_remember
from network.organizations.rules.importing import (
    LARGE,
    OPEN,
    Step,
    corrections_from_plain,
    corrections_to_plain,
    kept_name,
    kept_text,
    table_to_plain,
)
from network.organizations.rules.rows import WHOLE_ROW
from network.policy import Permission, authorize
from network.sheets import Table
from network.storage.db import db

__all__ = ["FileDraft", "begin_import", "discard_import", "map_columns", "mend_import", "queue_import", "queue_undoing"]

_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that was read before the transaction. `digest` is the SHA-256 of its bytes, in hexadecimal."""

    file_name: str
    digest: str
    table: Table


@command
def begin_import(actor: Actor, draft: FileDraft) -> UUID:
    """Keep a table that was read, until its columns are mapped and it is checked."""
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    table = draft.table
    others = [sheet.name for sheet in table.sheets if sheet.name != table.sheet and not sheet.is_hidden]
    batch = ImportBatch(
        id=uuid4(),
        file_name=kept_name(draft.file_name),
        digest=draft.digest,
        rows=len(table.rows),
        table=table_to_plain(table, table.notes, table.sheet, others),
        mapping={"targets": []},
        corrections={},
        summary={},
        state=Step.COLUMNS,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    db.session.add(batch)
    record(actor, ImportBegun(batch_id=batch.id, rows=batch.rows))
    return batch.id


@command
def map_columns(actor: Actor, batch_id: UUID, targets: Sequence[str]) -> None:
    """Say which column is which field, and remember it for the next file. Raises `Invalid` on "columns"."""
    batch = _open_batch(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    mapping = ColumnMapping(tuple(kept_text(target)[: _LONGEST_LABEL + len("own:")] for target in targets))
    header = tuple(batch.table["header"])
    refusal = refusal_of(mapping, len(header))
    if refusal is not None:
        raise Invalid("columns", refusal)
    batch.mapping = {"targets": list(mapping.targets)}
    kept = corrections_from_plain(batch.corrections)
    batch.corrections = corrections_to_plain(
        {key: each for key, each in kept.items() if key[1] == WHOLE_ROW or key[1] in mapping.targets}
    )
    memory = to_remember(header, mapping)
    db.session.execute(delete(ColumnMemory).where(ColumnMemory.header.in_(memory)))
    db.session.add_all(ColumnMemory(header=name, field=target) for name, target in memory.items())
    _check_anew(batch, actor)
    record(actor, ImportMapped(batch_id=batch.id, columns=len(mapping.targets)))


@command
def mend_import(actor: Actor, batch_id: UUID, version: int, decisions: Decisions) -> None:
    """Keep what was decided about cells and rows of the check at `version`, and check again. Raises `Conflict`."""
    batch = _open_batch(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if batch.version != version or not batch.mapping["targets"]:
        raise Conflict(words("Somebody else worked on this import meanwhile. Look at the check again."))
    kept = {**corrections_from_plain(batch.corrections), **decisions}
    batch.corrections = corrections_to_plain({key: each for key, each in kept.items() if each is not None})
    _check_anew(batch, actor)
    record(actor, ImportMended(batch_id=batch.id, decisions=len(decisions)))


@command
def queue_import(actor: Actor, batch_id: UUID, version: int) -> None:
    """Let the clock write what was checked at `version`. Raises `Conflict`."""
    batch = _open_batch(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if batch.state != Step.CHECK or batch.version != version:
        raise Conflict(words("Somebody else worked on this import meanwhile. Look at the check again."))
    _hand_over(batch, Step.GOING_IN, actor)
    record(actor, ImportAsked(batch_id=batch_id, rows=batch.rows))


@command
def queue_undoing(actor: Actor, batch_id: UUID) -> None:
    """Let the clock take an import back. Raises `Conflict` when it is undone already, or too old."""
    batch = importing.held(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if importing.batch_of(actor, batch_id).may_be_undone_until is None:
        raise Conflict(words("There is nothing to undo: this import isn't in force, or it is too old."))
    batch.summary = {name: kept for name, kept in batch.summary.items() if name != "undoing_failed"}
    _hand_over(batch, Step.GOING_BACK, actor)
    record(actor, UndoingAsked(batch_id=batch_id, rows=batch.rows))


@command
def discard_import(actor: Actor, batch_id: UUID) -> None:
    """Put a file away that isn't to be imported. Nothing is kept of it."""
    batch = _open_batch(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    db.session.delete(batch)
    record(actor, ImportDiscarded(batch_id=batch_id))


def _open_batch(actor: Actor, batch_id: UUID) -> ImportBatch:
    batch = importing.held(actor, batch_id)
    if batch.state in (Step.GOING_IN, Step.APPLYING):
        raise Conflict(words("This file is going in right now. Wait until it is there."))
    if batch.state not in OPEN:
        raise Conflict(words("This file was imported already."))
    return batch


def _hand_over(batch: ImportBatch, step: Step, actor: Actor) -> None:
    batch.state, batch.asked_by_id, batch.done, batch.turn, batch.claimed_at = step, actor.person_id, 0, 0, None


def _check_anew(batch: ImportBatch, actor: Actor) -> None:
    """A large file is checked by the clock, a small one whenever it is looked at."""
    batch.version += 1
    batch.state = Step.QUEUED if batch.rows > LARGE else Step.CHECK
    batch.done, batch.turn, batch.claimed_at, batch.summary, batch.asked_by_id = 0, 0, None, {}, actor.person_id
