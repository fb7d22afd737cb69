"""What taking an import back would do, and what it must leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, select, union

from network.kernel.actor import Actor
from network.kernel.words import Words, from_json, words
from network.organizations.models import DoNotPair, ImportChange, Organization
from network.organizations.queries.importing.batches import BatchView, FailureView, batch_of, failure_of, summary_of
from network.organizations.queries.importing.directory import Loaded, load_directory
from network.organizations.rules.changes import Imported, Undo, Undoing, undoing
from network.organizations.rules.fields import label_of
from network.organizations.rules.importing import in_parts
from network.organizations.rules.values import BLANK, OrganizationValues, from_plain
from network.storage.db import Row, db

# What belongs to an organization and goes with it; anything else that names an organization is a use of it.
OWN_PARTS = frozenset(
    {
        "organization_choice", "organization_community", "organization_region", "free_time", "own_value", "do_not_pair",
        "service_status", "import_change",
    }
)  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class UndoLine:
    """An organization that stays as it is, and why."""

    name: str
    why: Words


@dataclass(frozen=True, slots=True)
class UndoPage:
    """What undoing does, in figures, and what it leaves."""

    restored: int
    removed: int
    left: tuple[UndoLine, ...]
    left_in_all: int


@dataclass(frozen=True, slots=True)
class PreparedUndo:
    """What undoing would do, and all that it was decided from.

    `made` are the organizations that the import had made, `used` those of them on which something hangs by now, `own_fields` the
    fields that it had added.
    """

    batch: BatchView
    loaded: Loaded
    decided: tuple[Undoing, ...]
    made: tuple[UUID, ...]
    used: frozenset[UUID]
    own_fields: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class DoneSummary:
    """What an import has done; `undone` once it was taken back, `failure` where taking it back broke down."""

    added: int
    changed: int
    unchanged: int
    left_out: int
    undone: UndoPage | None = None
    failure: FailureView | None = None


def prepare_undo(actor: Actor, batch_id: UUID) -> PreparedUndo:
    """The directory as it is, and what to do about each organization that the import wrote. Raises `NotFound`."""
    batch = batch_of(actor, batch_id)
    loaded = load_directory(actor)
    current = {existing.id: existing.values for existing in loaded.directory.existing}
    found = db.session.execute(
        select(ImportChange.organization_id, ImportChange.before, ImportChange.after)
        .where(ImportChange.batch_id == batch_id)
        .order_by(ImportChange.row_number, ImportChange.id)
    ).tuples()
    changes = [_of_then(before, after, current.get(id, BLANK), id) for id, before, after in found]
    made = tuple(id for id, before, _ in changes if before is None)
    used = used_of(made)
    decided = _decided(changes, current, set(used), _bars(made))
    own_fields = tuple(UUID(id) for id in summary_of(actor, batch_id).get("own_fields", ()))
    return PreparedUndo(batch, loaded, decided, made, used, own_fields)


def _of_then(before: Any, after: Any, now: OrganizationValues, id: UUID) -> tuple[UUID, Any, OrganizationValues]:
    """What an import did. Of a field that imports of then didn't have, nothing was changed by it."""
    return id, from_plain(before, now) if before else None, from_plain(after, now)


def undo_page(decided: Sequence[Undoing]) -> UndoPage:
    """The decisions as a page tells them."""
    left = [each for each in decided if each.undo is Undo.LEAVE]
    return UndoPage(
        restored=sum(each.undo is Undo.RESTORE for each in decided),
        removed=sum(each.undo is Undo.REMOVE for each in decided),
        left=tuple(UndoLine(each.name, _why(each)) for each in left[:MOST]),
        left_in_all=len(left),
    )


def most_undone(actor: Actor, batch: BatchView) -> UndoPage:
    """What undoing takes back at most: all that the import did, but for what was changed since."""
    kept = summary_of(actor, batch.id)
    return UndoPage(restored=kept["changed"], removed=kept["added"], left=(), left_in_all=0)


def done_summary(actor: Actor, batch: BatchView) -> DoneSummary:
    """What the import has done, as it was kept."""
    kept = summary_of(actor, batch.id)
    undone = kept.get("undone")
    return DoneSummary(
        added=kept["added"],
        changed=kept["changed"],
        unchanged=kept["unchanged"],
        left_out=kept["left_out"],
        undone=UndoPage(
            undone["restored"],
            undone["removed"],
            tuple(UndoLine(name, from_json(why)) for name, why in undone["left"]),
            undone["left_in_all"],
        )
        if undone
        else None,
        failure=failure_of(actor, batch.id, "undoing_failed") if "undoing_failed" in kept else None,
    )


def _decided(
    changes: Sequence[tuple[UUID, OrganizationValues | None, OrganizationValues]],
    current: Mapping[Any, OrganizationValues],
    used: set[UUID],
    bars: Sequence[tuple[UUID, UUID]],
) -> tuple[Undoing, ...]:
    """An organization that stays may keep another from going, by a bar between them: decide until nothing moves."""
    while True:
        decided = undoing(
            Imported(id, current[id].name if id in current else after.name, before, after, current.get(id), id in used)
            for id, before, after in changes
        )
        going = {each.id for each in decided if each.undo in (Undo.REMOVE, Undo.RESTORE)}
        held = {other for id, other in bars if id not in going}
        if held <= used:
            return decided
        used |= held


def _why(each: Undoing) -> Words:
    if each.is_used:
        return words("It has members, a pairing, contact notes or a bar by now.")
    if not each.since:
        return words("It is no longer in the directory.")
    return words("Changed since: %(fields)s.", fields=tuple(label_of(change.field) for change in each.since))


def used_of(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those organizations that anything but their own parts refers to, in any room."""
    columns = [
        column
        for table in Row.metadata.sorted_tables
        if table.name not in OWN_PARTS
        for column in table.columns
        if _names_an_organization(column)
    ]
    found: set[UUID] = set()
    for some in in_parts(ids):
        asked = union(*(select(column.label("id")).where(column.in_(some)) for column in columns))
        found.update(db.session.scalars(asked))
    return frozenset(found)


def _names_an_organization(column: Column[Any]) -> bool:
    return column.name == "organization_id" or any(key.column is Organization.__table__.c.id for key in column.foreign_keys)


def _bars(ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    found: list[tuple[UUID, UUID]] = []
    for some in in_parts(ids):
        asked = select(DoNotPair.organization_id, DoNotPair.other_id).where(DoNotPair.other_id.in_(some))
        found += [(id, other) for id, other in db.session.execute(asked).tuples()]
    return found
