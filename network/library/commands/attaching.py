"""What can be done with the files of a draft; and how files go along with texts, or go when no text needs them any more."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from network.files.commands import CopyDraft, FileDraft, copy_file, keep_file, let_go
from network.files.queries import described
from network.files.rules.states import FileState
from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.library import queries
from network.library.commands.writers import note_writer
from network.library.events.attaching import FileAttached, FileDetached, FilesOrdered
from network.library.models import Document, DocumentVersion, VersionFile
from network.library.queries.attached import files_in_order, going_with
from network.library.queries.working import working_of
from network.library.rules.attaching import insist_few_files, moved_file
from network.library.rules.life import MOVED, Deed, insist_possible
from network.library.rules.states import DocumentState, VersionState
from network.policy import Permission, authorize
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file to put to a draft. `id` is the form's: sent twice, it is one file. `staged_id`: the upload."""

    id: UUID
    staged_id: UUID


@command
def attach_file(actor: Actor, document_id: UUID, draft: AttachmentDraft) -> UUID:
    """Put an upload to the draft, last. It lies in the document's space, and counts for whoever keeps the document.

    Raises Invalid where it can't be kept or there are too many, Conflict where no draft is worked on or it is there already.
    """
    document, version = _draft_of(actor, document_id)
    order = files_in_order(version.id)
    if draft.id in order:
        raise Conflict(words("This file is added already. Load the page again to see it."))
    insist_few_files(len(order))
    keep_file(actor, FileDraft(draft.staged_id, document.space_id, document.organization_id, file_id=draft.id))
    _put(version.id, [*order, draft.id])
    _note_change(actor, document, version)
    record(actor, FileAttached(document_id=document_id, number=version.number, file_id=draft.id))
    return draft.id


@command
def detach_file(actor: Actor, document_id: UUID, file_id: UUID) -> bool:
    """Take a file off the draft; gives whether it is deleted, since no other text carries it. Raises NotFound, Conflict."""
    document, version = _draft_of(actor, document_id)
    order = files_in_order(version.id)
    if file_id not in order:
        raise NotFound(str(file_id))
    is_alone = file_id in going_with(version.id)
    if is_alone:
        _let_go(actor, [file_id])
    _put(version.id, [each for each in order if each != file_id])
    _note_change(actor, document, version)
    record(actor, FileDetached(document_id=document_id, number=version.number, file_id=file_id))
    return is_alone


@command
def move_file(actor: Actor, document_id: UUID, file_id: UUID, *, is_up: bool) -> None:
    """Let a file of the draft stand one place higher or lower. Raises NotFound, Conflict."""
    document, version = _draft_of(actor, document_id)
    order = files_in_order(version.id)
    if file_id not in order:
        raise NotFound(str(file_id))
    _put(version.id, moved_file(order, file_id, is_up=is_up))
    _note_change(actor, document, version)
    record(actor, FilesOrdered(document_id=document_id, number=version.number))


@touch
def carry_files(source_id: UUID, version_id: UUID) -> None:
    """Let a new text of the same document carry the files of an earlier one: the very same, no second copy."""
    _put(version_id, files_in_order(source_id))


@touch
def copy_files(actor: Actor, source_id: UUID, version_id: UUID, place: CopyDraft) -> None:
    """Let a text of another document carry files of its own that are the same. What was found infected stays behind."""
    ids = files_in_order(source_id)
    cards = described(actor, ids)
    kept = [each for each in ids if each in cards and cards[each].state is not FileState.REFUSED]
    _put(version_id, [copy_file(actor, each, place) for each in kept])


@touch
def free_files(actor: Actor, version_id: UUID) -> None:
    """A text was given up: what no other text carries is deleted, the rest hangs on."""
    _let_go(actor, going_with(version_id))


def _draft_of(actor: Actor, document_id: UUID) -> tuple[Document, DocumentVersion]:
    """A document that the actor may change, held, with its draft."""
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    version = working_of(document_id)
    insist_possible(Deed.EDIT, DocumentState(document.state), VersionState(version.state) if version else None)
    if version is None:
        raise Conflict(MOVED)
    return document, version


def _put(version_id: UUID, order: list[UUID]) -> None:
    """Let a text carry these files, in this order."""
    db.session.flush()
    held = {row.file_id: row for row in db.session.scalars(select(VersionFile).where(VersionFile.version_id == version_id))}
    for file_id in held.keys() - set(order):
        db.session.delete(held[file_id])
    for position, file_id in enumerate(order):
        if file_id in held:
            held[file_id].position = position
        else:
            db.session.add(VersionFile(version_id=version_id, file_id=file_id, position=position))
    db.session.flush()


def _let_go(actor: Actor, file_ids: list[UUID]) -> None:
    """Delete files: while something still says that the actor sees them, and then what says so."""
    if not file_ids:
        return
    for file_id in file_ids:
        let_go(actor, file_id)
    gone = delete(VersionFile).where(VersionFile.file_id.in_(file_ids))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


def _note_change(actor: Actor, document: Document, version: DocumentVersion) -> None:
    """A text that was before others and came back is another one now: nobody approves what she saw before."""
    if version.returned_why:
        version.revision += 1
    version.saved_at = document.changed_at = clock.now()
    note_writer(actor, version.id)
