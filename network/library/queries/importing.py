"""What would become of a list of documents and its files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from network.files.queries import Staged, staged
from network.files.rules.states import Staging
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.library.models import Document
from network.library.queries.bringing import texts_of
from network.library.queries.sight import visible_to
from network.library.rules.importing import DryRun, Effect, FileRows, FileSent, Known, StewardKnown, Verdict, judge, mark_of
from network.library.rules.importing.bringing import Brought
from network.library.rules.importing.judging import fold_name
from network.settings.queries import catalogue
from network.storage.reading import rows

STILL_CLEANED = words("This file is still being cleaned. Wait a moment, then look again.")
ASKS = words("Some things could not be removed from this file. Write its document by itself, add the file there, and say so.")


@dataclass(frozen=True, slots=True)
class ManyPlan:
    """A dry run. `uploads` are the ids by the names that rows use, `texts` what each brings into its draft.

    `mark` is the same for the same run alone. `is_waiting`: a file of it is still being cleaned, so that looking again helps.
    """

    run: DryRun
    uploads: dict[str, UUID]
    texts: dict[UUID, Brought]
    unread: tuple[str, ...]
    mark: str
    is_waiting: bool


def many_plan(actor: Actor, table: FileRows, staged_ids: Iterable[UUID], refused: Iterable[FileSent] = ()) -> ManyPlan:
    """Each row judged by what is there now, with the text that its file brings. `refused` are files that were not even taken in.

    Call it outside any transaction: reading the texts takes its time.
    """
    sent = list(_uploads(actor, staged_ids))
    lists = catalogue()
    own = tuple(StewardKnown(id, name) for id, name in actor.organizations)
    known = Known(
        files=(*(FileSent(each.name, each.size, _problem(each)) for each in sent), *refused),
        topics=lists.entries("topic"),
        licences=lists.entries("licence"),
        stewards=own,
        titles=frozenset(title for (title,) in rows(visible_to(actor).with_only_columns(Document.title))),
        usual_steward=next((each for each in own if each.id == actor.acting_for), None),
    )
    run = judge(table.rows, known)
    uploads = {fold_name(each.name): each.id for each in sent}
    wanted = {uploads[fold_name(each.file)] for each in run.documents}
    texts = texts_of(actor, (each for each in sent if each.id in wanted))
    told = replace(run, verdicts=tuple(_told(each, uploads, texts) for each in run.verdicts))
    digests = ((name, f"{id} {texts[id].text if id in texts else ''}") for name, id in uploads.items())
    mark, is_waiting = mark_of(run, digests), any(each.is_working for each in sent)
    return ManyPlan(told, uploads, texts, table.unread, mark, is_waiting)


def _told(verdict: Verdict, uploads: dict[str, UUID], texts: dict[UUID, Brought]) -> Verdict:
    """With what is said of the text that comes in with it."""
    found = texts.get(uploads[fold_name(verdict.read.file)]) if verdict.effect is Effect.NEW and verdict.read else None
    return replace(verdict, says=(*verdict.says, *found.says)) if found else verdict


def _problem(upload: Staged) -> Words | None:
    if upload.is_working:
        return STILL_CLEANED
    return ASKS if upload.state is Staging.ASKS else upload.refusal


def _uploads(actor: Actor, staged_ids: Iterable[UUID]) -> Iterable[Staged]:
    """Hers that are there still; those that lapsed are missing, and their rows say so."""
    for staged_id in staged_ids:
        try:
            yield staged(actor, staged_id)
        except NotFound:
            continue
