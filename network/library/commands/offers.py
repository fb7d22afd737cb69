"""What can be done with changes that are offered back: offer, take back, take up, decline."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.library.commands.attaching import carry_files
from network.library.events.offers import ChangesOffered, OfferDeclined, OfferTaken, OfferWithdrawn
from network.library.models import ChangeOffer, Document, DocumentVersion, VersionWriter
from network.library.queries.adapting import get_parent, is_worked_on
from network.library.queries.heads import head
from network.library.queries.offers import offer_for_change, open_offers
from network.library.queries.sight import get_for_change
from network.library.rules.endorsing import insist_in_force, insist_seen_text
from network.library.rules.offers import OfferState, insist_free_desk, insist_no_open_offer, insist_open_offer
from network.library.rules.states import ChangeSize, VersionState
from network.policy import Permission, authorize
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An offer. `id` is the form's: sent twice, it is one. `number`: the text of the adaptation that it is about."""

    id: UUID
    number: int
    message: str


@command
def offer_changes(actor: Actor, document_id: UUID, draft: OfferDraft) -> UUID:
    """Offer an adaptation's text in force to the keepers of the document that it was made from: they read it from now on.

    Raises Conflict where it is not in force, or while an offer waits; NotFound where the actor does not see the parent.
    """
    mine = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, mine)
    parent = get_parent(actor, head(actor, mine))
    authorize(actor, Permission.DOCUMENT_COMMENT, parent)
    insist_in_force(mine.state)
    insist_in_force(parent.state)
    text = db.session.get_one(DocumentVersion, mine.in_force_id)
    insist_seen_text(draft.number, text.number)
    insist_no_open_offer(open_offers(select(DocumentVersion.id).where(DocumentVersion.document_id == document_id)))
    row = ChangeOffer(id=draft.id, version_id=text.id, document_id=parent.id, state=OfferState.OFFERED, message=draft.message)
    row.offered_at, row.offered_by_id = clock.now(), actor.person_id
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Conflict(words("This offer is made already.")) from there
    record(actor, ChangesOffered(document_id=parent.id, offer_id=row.id, version_id=text.id))
    return row.id


@command
def withdraw_offer(actor: Actor, document_id: UUID, offer_id: UUID) -> None:
    """Take back an offer of one's adaptation: the parent's keepers read it no more. Raises Conflict for an answered one."""
    mine = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, mine)
    row = offer_for_change(actor, offer_id)
    if db.session.get_one(DocumentVersion, row.version_id).document_id != document_id:
        raise NotFound(str(offer_id))
    insist_open_offer(row.state)
    _answered(actor, row, OfferState.WITHDRAWN)
    record(actor, OfferWithdrawn(document_id=row.document_id, offer_id=offer_id))


@command
def take_offer(actor: Actor, document_id: UUID, offer_id: UUID) -> int:
    """Begin a new draft out of what was offered, and give its number. Who wrote what was offered wrote the draft too. The draft
    carries the files of the text in force; those of the adaptation stay with it.

    Raises Conflict for an answered offer, and while another text of the document is worked on.
    """
    document, row = _received(actor, document_id, offer_id)
    insist_in_force(document.state)
    insist_free_desk(is_worked_on(document_id))
    offered = db.session.get_one(DocumentVersion, row.version_id)
    draft = _draft(document, offered, offer_id)
    db.session.add(draft)
    db.session.flush()  # who writes refers to the text
    if document.in_force_id is not None:
        carry_files(document.in_force_id, draft.id)
    people = {*_writers(offered.id), *([actor.person_id] if actor.person_id else [])}
    db.session.add_all(VersionWriter(version_id=draft.id, person_id=person) for person in sorted(people))
    document.revision += 1
    document.changed_at = clock.now()
    _answered(actor, row, OfferState.TAKEN)
    record(actor, OfferTaken(document_id=document_id, offer_id=offer_id, version_id=draft.id))
    return draft.number


@command
def decline_offer(actor: Actor, document_id: UUID, offer_id: UUID, reason: str) -> None:
    """Say no, and why. Raises Invalid without a reason, Conflict for an answered offer."""
    _, row = _received(actor, document_id, offer_id)
    if not reason.strip():
        raise Invalid("answer", words("Say why: they put work into it."))
    row.answer = reason
    _answered(actor, row, OfferState.DECLINED)
    record(actor, OfferDeclined(document_id=document_id, offer_id=offer_id))


def _received(actor: Actor, document_id: UUID, offer_id: UUID) -> tuple[Document, ChangeOffer]:
    document = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    row = offer_for_change(actor, offer_id)
    if row.document_id != document_id:
        raise NotFound(str(offer_id))
    insist_open_offer(row.state)
    return document, row


def _answered(actor: Actor, row: ChangeOffer, state: OfferState) -> None:
    row.state, row.answered_at, row.answered_by_id = state, clock.now(), actor.person_id


def _draft(document: Document, offered: DocumentVersion, offer_id: UUID) -> DocumentVersion:
    present = db.session.get_one(DocumentVersion, document.in_force_id)
    last = db.session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document.id)) or 0
    now = clock.now()
    return DocumentVersion(
        id=uuid4(),
        document_id=document.id,
        number=last + 1,
        state=VersionState.DRAFT,
        title=present.title,
        summary=present.summary,
        text=offered.text,
        size=ChangeSize.MEDIUM,
        offer_id=offer_id,
        written_at=now,
        saved_at=now,
    )


def _writers(version_id: UUID) -> list[UUID]:
    return list(db.session.scalars(select(VersionWriter.person_id).where(VersionWriter.version_id == version_id)))
