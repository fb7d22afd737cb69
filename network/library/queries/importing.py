"""What would become of a list of documents and its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from network.files.queries import Staged, staged
from network.files.rules.states import Staging
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.models import Document
from network.library.queries.sight import visible_to
from network.library.rules.importing import DryRun, FileRows, FileSent, Known, StewardKnown, judge, mark_of
from network.library.rules.importing.judging import fold_name
from network.settings.queries import catalogue
from network.storage.reading import rows

_NOT_READY = {
    Staging.WAITING: "still being cleaned",
    Staging.WORKING: "still being cleaned",
    Staging.ASKS: "something in it could not be taken out",
    Staging.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class ManyPlan:
    """A dry run. `uploads` are the ids by the names that rows use; `mark` is the same for the same run alone."""

    run: DryRun
    uploads: dict[str, UUID]
    unread: tuple[str, ...]
    mark: str


def many_plan(actor: Actor, table: FileRows, staged_ids: Iterable[UUID], refused: Iterable[FileSent] = ()) -> ManyPlan:
    """Each row judged by what is there now. `refused` are files that were not even taken in."""
    sent = list(_uploads(actor, staged_ids))
    lists = catalogue()
    own = tuple(StewardKnown(id, name) for id, name in actor.organizations)
    known = Known(
        files=(*(FileSent(each.name, each.size, _NOT_READY.get(each.state, "")) for each in sent), *refused),
        topics=lists.entries("topic"),
        licences=lists.entries("licence"),
        stewards=own,
        titles=frozenset(title for (title,) in rows(visible_to(actor).with_only_columns(Document.title))),
        usual_steward=next((each for each in own if each.id == actor.acting_for), None),
    )
    run = judge(table.rows, known)
    uploads = {fold_name(each.name): each.id for each in sent}
    return ManyPlan(run, uploads, table.unread, mark_of(run, ((name, str(id)) for name, id in uploads.items())))


def _uploads(actor: Actor, staged_ids: Iterable[UUID]) -> Iterable[Staged]:
    """Hers that are there still; those that lapsed are missing, and their rows say so."""
    for staged_id in staged_ids:
        try:
            yield staged(actor, staged_id)
        except NotFound:
            continue
