"""Taking an import back whole, but for what somebody has changed since."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import to_json, words
from network.organizations.commands.importing.bulk import BulkWriter, Writing
from network.organizations.events import ImportUndone
from network.organizations.models import ImportChange
from network.organizations.queries import importing
from network.organizations.queries.importing import PreparedUndo, UndoPage
from network.organizations.rules.changes import Undo
from network.organizations.rules.importing import Step
from network.policy import Permission, authorize


@dataclass(frozen=True, slots=True)
class ReadyUndo:
    """What is to be taken back, decided and made ready. `made` are the organizations that the import had made."""

    batch_id: UUID
    version: int
    stamp: str
    used: frozenset[UUID]
    made: tuple[UUID, ...]
    page: UndoPage
    writer: BulkWriter

    @classmethod
    def of(cls, prepared: PreparedUndo, actor_id: UUID | None) -> "ReadyUndo":
        """Make the rows ready, outside any transaction."""
        loaded, decided = prepared.loaded, prepared.decided
        current: dict[Any, Any] = {existing.id: existing.values for existing in loaded.directory.existing}
        writer = BulkWriter(loaded, actor_id)
        restored = [each for each in decided if each.undo is Undo.RESTORE and each.values is not None]
        writer.remove(UUID(str(each.id)) for each in decided if each.undo is Undo.REMOVE)
        writer.write([Writing(UUID(str(each.id)), current[each.id], each.values) for each in restored if each.values is not None])
        mine = ImportChange.batch_id == prepared.batch.id
        writer.ready.change(
            lambda some: update(ImportChange).where(mine, ImportChange.organization_id.in_(some)).values(is_undone=True),
            [UUID(str(each.id)) for each in restored],
        )
        writer.remove_fields(prepared.own_fields)
        page = importing.undo_page(decided)
        return cls(prepared.batch.id, prepared.batch.version, loaded.stamp, prepared.used, prepared.made, page, writer)


@command
def undo_import(actor: Actor, ready: ReadyUndo) -> None:
    """Restore what it changed and take out what it added. Raises `Conflict` when it is undone, too old or out of date."""
    BulkWriter.hold()
    batch = importing.held(actor, ready.batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if batch.state not in (Step.APPLIED, Step.UNDOING):
        raise Conflict(words("There is nothing to undo: this import isn't in force."))
    if importing.batch_of(actor, ready.batch_id).may_be_undone_until is None and batch.state == Step.APPLIED:
        raise Conflict(words("This import is too old to be undone."))
    fresh = batch.version == ready.version and importing.stamp_of_directory() == ready.stamp
    if not fresh or importing.used_of(ready.made) != ready.used:
        raise Conflict(words("The directory changed meanwhile. Look again at what undoing would do."))
    asked_by = actor if batch.state == Step.APPLIED else Actor(person_id=batch.asked_by_id)
    ready.writer.ready.run()
    batch.state, batch.undone_at, batch.version = Step.UNDONE, clock.now(), batch.version + 1
    batch.claimed_at, batch.asked_by_id = None, asked_by.person_id
    page = ready.page
    batch.summary = {**batch.summary, "undone": _kept(page)}
    record(asked_by, ImportUndone(batch_id=ready.batch_id, restored=page.restored, removed=page.removed, left=page.left_in_all))


def _kept(page: UndoPage) -> dict[str, Any]:
    return {
        "restored": page.restored,
        "removed": page.removed,
        "left_in_all": page.left_in_all,
        "left": [[line.name, to_json(line.why)] for line in page.left],
    }
