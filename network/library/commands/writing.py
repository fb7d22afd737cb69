"""What can be done with the words of a document: begin it, say what it is, save its text, begin its next version."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.library import queries
from network.library.commands.attaching import carry_files
from network.library.commands.writers import note_writer
from network.library.events import DocumentBegun, DocumentDescribed, TextSaved, VersionBegun
from network.library.models import Document, DocumentTopic, DocumentVersion
from network.library.queries.people import is_steward
from network.library.queries.working import newest_number, version_by_number, working_of
from network.library.rules.documents import Leaving, LivedExperience
from network.library.rules.life import Deed, insist_possible
from network.library.rules.reviewing import insist_months, next_review
from network.library.rules.states import READABLE, ChangeSize, DocumentState, VersionState
from network.library.rules.writing import insist_changed, insist_count, insist_title, insist_topics, laid_out
from network.policy import Permission, authorize
from network.spaces.commands import found_space
from network.spaces.queries import entering
from network.spaces.rules import Place
from network.storage.db import db

CLASH = words(
    "Somebody saved this text while you wrote. Nothing is lost: both texts are here. Decide what stays, and save again."
)


@dataclass(frozen=True, slots=True)
class AboutDraft:
    """What holds for every version of a document."""

    kind: str
    topics: tuple[str, ...] = ()
    language: str = "en"
    licence: str = "network"
    credit: str = ""
    leaving: Leaving = Leaving.ASK
    lived_experience: LivedExperience = LivedExperience.NOT_SAID
    steward_id: UUID | None = None
    review_months: int = 12


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document to begin. `id` is the form's: sent twice, it is one document. `organization_id` None: the network keeps it."""

    id: UUID
    place: Place
    organization_id: UUID | None
    title: str
    summary: str
    about: AboutDraft
    text: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A text to save. `revision` is the one that its writer began with."""

    title: str
    summary: str
    text: str
    revision: int
    size: ChangeSize = ChangeSize.MAJOR
    what_changed: str = ""


@command
def begin_document(actor: Actor, draft: DocumentDraft) -> UUID:
    """Begin a document with its first draft. Raises Invalid, or NotFound for a space in which nothing may be put."""
    space_id = found_space(actor, draft.place)
    title, now = insist_title(draft.title), clock.now()
    row = Document(
        id=draft.id,
        space_id=space_id,
        organization_id=draft.organization_id,
        title=title,
        folded=fold(title),
        kind=draft.about.kind,
        created_at=now,
        created_by_id=actor.person_id,
        changed_at=now,
        is_example=draft.is_example,
    )
    authorize(entering(actor), Permission.DOCUMENT_WRITE, row)  # the space may have been founded just now
    if draft.organization_id not in actor.organization_ids and (draft.organization_id is not None or not actor.is_staff):
        raise Invalid("organization_id", words("Choose for whom you write."))
    _describe(row, draft.about)
    db.session.add(row)
    _insist_once()
    _set_topics(row.id, draft.about.topics)
    summary, text = draft.summary.strip(), laid_out(draft.text)
    _write(row, DocumentVersion(number=1, title=title, summary=summary, text=text), actor)
    record(actor, DocumentBegun(document_id=row.id, space_id=space_id, organization_id=draft.organization_id))
    return row.id


@command
def describe_document(actor: Actor, document_id: UUID, draft: AboutDraft, revision: int) -> None:
    """Say anew what holds for all versions. Raises Invalid, or Conflict where somebody did so meanwhile."""
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    if document.revision != revision:
        raise Conflict(words("Somebody changed this meanwhile. Open the page again and look before you change it."))
    months = document.review_months
    _describe(document, draft)
    if document.review_months != months and document.review_on is not None:
        document.review_on = next_review(clock.today(), document.review_months)
    _set_topics(document_id, draft.topics)
    document.revision += 1
    document.changed_at = clock.now()
    record(actor, DocumentDescribed(document_id=document_id))


@command
def save_text(actor: Actor, document_id: UUID, draft: TextDraft) -> int:
    """Save the draft. Gives its new revision. Raises Invalid at `revision` where somebody saved a newer one meanwhile."""
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    version = working_of(document_id)
    insist_possible(Deed.EDIT, DocumentState(document.state), VersionState(version.state) if version else None)
    if version is None or version.revision != draft.revision:
        raise Invalid("revision", CLASH)
    version.title, version.summary, version.text = insist_title(draft.title), draft.summary.strip(), laid_out(draft.text)
    version.what_changed = insist_changed(version.number, draft.what_changed, is_taken_up=version.offer_id is not None)
    version.size = draft.size if version.number > 1 else ChangeSize.MAJOR
    version.revision += 1
    version.saved_at = document.changed_at = clock.now()
    if document.in_force_id is None:
        document.title, document.folded = version.title, fold(version.title)
    note_writer(actor, version.id)
    record(actor, TextSaved(document_id=document_id, number=version.number, revision=version.revision))
    return version.revision


@command
def begin_version(actor: Actor, document_id: UUID, from_number: int) -> int:
    """Begin the next version with the text and the files of an earlier one. Gives its number.

    Raises Conflict where one is begun already.
    """
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    working = working_of(document_id)
    insist_possible(Deed.BEGIN_VERSION, DocumentState(document.state), VersionState(working.state) if working else None)
    source = version_by_number(document_id, from_number)
    if source is None or VersionState(source.state) not in READABLE | {VersionState.DROPPED}:
        raise NotFound(f"{document_id} {from_number}")
    number = insist_count(newest_number(document_id))
    made = DocumentVersion(number=number, title=source.title, summary=source.summary, text=source.text)
    _write(document, made, actor)
    carry_files(source.id, made.id)
    document.changed_at = made.saved_at
    record(actor, VersionBegun(document_id=document_id, number=number, from_number=from_number))
    return number


def _write(document: Document, version: DocumentVersion, actor: Actor) -> None:
    """Add a draft, with who began it."""
    version.id, version.document_id, version.state = uuid4(), document.id, VersionState.DRAFT
    version.written_at = version.saved_at = clock.now()
    db.session.add(version)
    db.session.flush()
    note_writer(actor, version.id)


def _describe(row: Document, draft: AboutDraft) -> None:
    """What holds for all versions. A steward who was chosen before and has left may stay named; a new one must be able."""
    if draft.steward_id not in (None, row.steward_id) and not is_steward(row.organization_id, draft.steward_id):
        raise Invalid("steward_id", words("She can't keep it true: choose somebody of the organization that keeps it."))
    row.kind, row.language, row.licence, row.credit = draft.kind, draft.language, draft.licence, draft.credit.strip()
    row.leaving, row.lived_experience, row.steward_id = draft.leaving, draft.lived_experience, draft.steward_id
    row.review_months = insist_months(draft.review_months)


def _set_topics(document_id: UUID, topics: tuple[str, ...]) -> None:
    db.session.execute(delete(DocumentTopic).where(DocumentTopic.document_id == document_id))
    db.session.add_all(DocumentTopic(document_id=document_id, code=code) for code in insist_topics(topics))


def _insist_once() -> None:
    """Of two presses at the same moment, the second waits for the first and is refused."""
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Invalid("form", words("This document is begun already: it stands in the library.")) from there
