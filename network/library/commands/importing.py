"""What can be done to bring many documents in at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.library.commands.attaching import AttachmentDraft, attach_file
from network.library.commands.writing import AboutDraft, DocumentDraft, begin_document
from network.library.events.importing import DocumentsImported
from network.library.models import Document
from network.library.rules.importing import DocumentRead
from network.policy import Permission, authorize
from network.spaces.queries import entering
from network.spaces.rules import Place
from network.storage.db import db

OWN_LICENCE = "network"


@dataclass(frozen=True, slots=True)
class ReadyDocument:
    """A document with its upload, and the text that was read in that: empty where the file comes in alone."""

    read: DocumentRead
    staged_id: UUID
    text: str = ""


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """Documents to bring in, each with its upload. `batch_id` makes their ids: brought in twice, they are there once."""

    batch_id: UUID
    place: Place
    kind: str
    documents: Sequence[ReadyDocument]


@command
def import_documents(actor: Actor, draft: ImportDraft) -> list[UUID]:
    """Begin all of them as drafts that nobody has checked, or none. Raises what beginning one and keeping its file raise."""
    authorize(actor, Permission.DOCUMENT_IMPORT)
    made = []
    for number, ready in enumerate(draft.documents):
        read = ready.read
        about = AboutDraft(draft.kind, read.topics, licence=read.licence or OWN_LICENCE, credit=read.credit)
        id = uuid5(draft.batch_id, str(number))
        begin_document(actor, DocumentDraft(id, draft.place, read.steward_id, read.title, read.summary, about, ready.text))
        db.session.get_one(Document, id).is_unchecked = True
        # Asked anew: the space may have been founded by the first of them.
        attach_file(entering(actor), id, AttachmentDraft(uuid5(id, "file"), ready.staged_id))
        made.append(id)
    record(actor, DocumentsImported(document_ids=tuple(made), count=len(made)))
    return made
