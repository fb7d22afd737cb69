"""Taking an import back whole, but for what somebody has changed since."""

from typing import Any
from uuid import UUID

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import to_json, words
from network.organizations.commands.importing.bulk import BulkWriter, Writing
from network.organizations.events import ImportUndone
from network.organizations.queries import importing
from network.organizations.queries.importing import UndoPage
from network.organizations.rules.changes import Undo
from network.organizations.rules.importing import Step
from network.policy import Permission, authorize


@command
def undo_import(actor: Actor, batch_id: UUID) -> None:
    """Restore what it changed and take out what it added. Raises `Conflict` when it is undone already, or too old."""
    BulkWriter.hold()
    batch = importing.held(actor, batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if batch.state != Step.APPLIED:
        raise Conflict(words("There is nothing to undo: this import isn't in force."))
    if importing.batch_of(actor, batch_id).may_be_undone_until is None:
        raise Conflict(words("This import is too old to be undone."))
    loaded, decided = importing.undoing_of(actor, batch_id)
    current: dict[Any, Any] = {existing.id: existing.values for existing in loaded.directory.existing}
    writer = BulkWriter(loaded, actor.person_id)
    removed = [UUID(str(each.id)) for each in decided if each.undo is Undo.REMOVE]
    writer.remove(removed)
    writer.write(
        [
            Writing(UUID(str(each.id)), current[each.id], each.values)
            for each in decided
            if each.undo is Undo.RESTORE and each.values is not None
        ]
    )
    writer.remove_fields(UUID(id) for id in batch.summary.get("own_fields", ()))
    page = importing.undo_page(decided)
    batch.state, batch.undone_at, batch.version = Step.UNDONE, clock.now(), batch.version + 1
    batch.summary = {**batch.summary, "undone": _kept(page)}
    record(actor, ImportUndone(batch_id=batch_id, restored=page.restored, removed=page.removed, left=page.left_in_all))


def _kept(page: UndoPage) -> dict[str, Any]:
    return {
        "restored": page.restored,
        "removed": page.removed,
        "left_in_all": page.left_in_all,
        "left": [[line.name, to_json(line.why)] for line in page.left],
    }
