"""What can be done with adaptations: begin one, say why, say what was made of its parent's changes."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from network.files.commands import CopyDraft
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.refusals import Conflict, Invalid, NoRoom
from network.kernel.words import words
from network.library.commands.attaching import copy_files
from network.library.events.adapting import AdaptationBegun, AdaptationReasonRemoved, AdaptationReasonWritten, ParentLookedAt
from network.library.models import AdaptationReason, Document, DocumentTopic, DocumentVersion, ParentSeen, VersionWriter
from network.library.queries.adapting import get_parent, is_worked_on, kind_of_space, parent_of, reason_for_change
from network.library.queries.heads import head
from network.library.queries.sight import get, get_for_change
from network.library.rules.adapting import insist_few_reasons, insist_may_go
from network.library.rules.endorsing import insist_in_force, insist_seen_text
from network.library.rules.states import DocumentState, VersionState
from network.policy import Permission, authorize, can
from network.spaces.commands import found_space
from network.spaces.queries import chosen, entering, is_founded
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db

_THERE = words("This adaptation is begun already. It stands in the library.")
NO_ROOM = words("Your organization has no room for these files. Begin without them, or remove files first.")


@dataclass(frozen=True, slots=True)
class AdaptationDraft:
    """An adaptation as it begins. `id` is the form's: sent twice, it is one document. `number`: the text that was read."""

    id: UUID
    number: int
    place: Place
    title: str
    why: str
    with_files: bool = True


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """A change and why it was made. Without `what` it is about the whole."""

    id: UUID
    what: str
    why: str


@command
def begin_adaptation(actor: Actor, document_id: UUID, draft: AdaptationDraft) -> UUID:
    """Copy the text in force as a new draft, which remembers where it came from. Its files are kept once more, if she wants.

    Raises Invalid for a place that more people share than the parent's, and where there is no room for its files; Conflict where
    it is not in force any more.
    """
    parent = get(actor, document_id)
    insist_in_force(parent.state)
    text = db.session.get_one(DocumentVersion, parent.in_force_id)
    insist_seen_text(draft.number, text.number)
    space_id = _place(actor, parent, draft.place)
    row = _copied(actor, parent, text, draft)
    row.space_id = space_id
    who = entering(actor)  # the space may have been founded just now
    authorize(who, Permission.DOCUMENT_WRITE, row)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Conflict(_THERE) from there
    begun = _begin_text(actor, row, text)
    if draft.with_files:
        _take_files(who, row, text.id, begun)
    db.session.add_all(DocumentTopic(document_id=row.id, code=code) for code in _topics(parent.id))
    if draft.why.strip():
        db.session.add(_reason(actor, row.id, ReasonDraft(uuid4(), "", draft.why), 0))
    record(actor, AdaptationBegun(document_id=row.id, version_id=text.id, space_id=space_id))
    return row.id


@command
def write_reason(actor: Actor, document_id: UUID, draft: ReasonDraft) -> UUID:
    """Say what was changed and why. Raises Conflict while no text is worked on, or when sent again."""
    _worked_on(actor, document_id)
    mine = AdaptationReason.document_id == document_id
    count, last = db.session.execute(select(func.count(), func.max(AdaptationReason.position)).where(mine)).one()
    insist_few_reasons(count)
    _insist_said(draft)
    row = _reason(actor, document_id, draft, (last or 0) + 1)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Conflict(words("This reason stands there already.")) from there
    record(actor, AdaptationReasonWritten(document_id=document_id, reason_id=row.id))
    return row.id


@command
def change_reason(actor: Actor, document_id: UUID, reason_id: UUID, draft: ReasonDraft) -> None:
    """Say it anew."""
    _worked_on(actor, document_id)
    row = reason_for_change(document_id, reason_id)
    if row.what:
        _insist_said(draft)
        row.what = draft.what
    row.why = draft.why
    record(actor, AdaptationReasonWritten(document_id=document_id, reason_id=reason_id))


@command
def remove_reason(actor: Actor, document_id: UUID, reason_id: UUID) -> None:
    """Take a reason away."""
    _worked_on(actor, document_id)
    row = reason_for_change(document_id, reason_id)
    record(actor, AdaptationReasonRemoved(document_id=document_id, reason_id=reason_id))
    db.session.delete(row)


@command
def look_at_parent(actor: Actor, document_id: UUID, number: int, note: str) -> None:
    """Say what was made of the parent's text in force. Raises Conflict where that is another by now, or where it was said."""
    row = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, row)
    this = head(actor, row)
    parent = get_parent(actor, this)
    insist_in_force(parent.state)
    text = db.session.get_one(DocumentVersion, parent.in_force_id)
    insist_seen_text(number, text.number)
    known = parent_of(actor, this)
    if known is None or number <= max((known.taken, *(each.number for each in known.looked))):
        raise Conflict(words("This was said already. Look at the page again."))
    seen = ParentSeen(id=uuid4(), document_id=row.id, version_id=text.id, seen_on=clock.today(), note=note)
    seen.seen_by_id = actor.person_id
    db.session.add(seen)
    record(actor, ParentLookedAt(document_id=row.id, version_id=text.id))


def _worked_on(actor: Actor, document_id: UUID) -> None:
    row = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, row)
    if row.adapted_from_id is None or not is_worked_on(document_id):
        raise Conflict(words("Reasons are written while a text is worked on. Begin a new text first."))


def _insist_said(draft: ReasonDraft) -> None:
    if not draft.what.strip():
        raise Invalid("what", words("Say what is different here."))


def _place(actor: Actor, parent: Document, place: Place) -> UUID:
    """The space, founded if nothing was put there before."""
    space_id = chosen(actor, place)
    is_kept = can(actor, Permission.DOCUMENT_EDIT, parent)
    insist_may_go(kind_of_space(parent.space_id), place.kind, space_id == parent.space_id, is_kept)
    return space_id if is_founded(space_id) else found_space(actor, place)


def _keeper(actor: Actor, place: Place) -> UUID | None:
    """Who keeps it: the organization that it is for, else the one that she acts for; nobody for network staff."""
    if place.kind is SpaceKind.ORGANIZATION:
        return UUID(place.about)
    if actor.acting_for in actor.organization_ids:
        return actor.acting_for
    return next(iter(sorted(actor.organization_ids)), None)


def _copied(actor: Actor, parent: Document, text: DocumentVersion, draft: AdaptationDraft) -> Document:
    now, title = clock.now(), draft.title.strip() or text.title
    return Document(
        id=draft.id,
        organization_id=_keeper(actor, draft.place),
        state=DocumentState.DRAFT,
        kind=parent.kind,
        title=title,
        folded=fold(title),
        language=parent.language,
        licence=parent.licence,
        credit=parent.credit,
        leaving=parent.leaving,
        steward_id=actor.person_id,
        review_months=parent.review_months,
        adapted_from_id=text.id,
        created_at=now,
        created_by_id=actor.person_id,
        changed_at=now,
    )


def _take_files(actor: Actor, row: Document, source_id: UUID, version_id: UUID) -> None:
    try:
        copy_files(actor, source_id, version_id, CopyDraft(row.space_id, row.organization_id))
    except NoRoom as full:
        raise Invalid("with_files", NO_ROOM) from full


def _begin_text(actor: Actor, row: Document, text: DocumentVersion) -> UUID:
    now = clock.now()
    draft = DocumentVersion(
        id=uuid4(), document_id=row.id, number=1, state=VersionState.DRAFT, title=row.title, written_at=now, saved_at=now
    )
    draft.summary, draft.text = text.summary, text.text
    db.session.add(draft)
    db.session.flush()  # who writes refers to the text
    if actor.person_id is not None:
        db.session.add(VersionWriter(version_id=draft.id, person_id=actor.person_id))
    return draft.id


def _topics(document_id: UUID) -> list[str]:
    return list(db.session.scalars(select(DocumentTopic.code).where(DocumentTopic.document_id == document_id)))


def _reason(actor: Actor, document_id: UUID, draft: ReasonDraft, position: int) -> AdaptationReason:
    row = AdaptationReason(id=draft.id, document_id=document_id, position=position, what=draft.what, why=draft.why)
    row.written_at, row.written_by_id = clock.now(), actor.person_id
    return row
