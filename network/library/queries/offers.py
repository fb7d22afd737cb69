"""Which offers of changes an actor may know of: those to documents that she keeps, and from adaptations that she keeps."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words
from network.library.models import ChangeOffer, Document, DocumentVersion
from network.library.queries.comments import STAFF
from network.library.queries.sight import drafts_visible_to
from network.library.rules.beside import Stretch, gathered, two
from network.library.rules.offers import OFFER_WORDS, OfferState
from network.organizations.queries.telling import names_seen
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer as either side sees it. `is_received`: its reader keeps the document that it is for."""

    id: UUID
    state: OfferState
    said: Words
    message: str
    answer: str
    offered_at: datetime
    title: str
    who: Words | str
    is_received: bool
    is_made: bool


def offers_visible_to(actor: Actor) -> Select[tuple[ChangeOffer]]:
    """Offers to what she keeps, but for those taken back; and all that what she keeps has made."""
    if not actor.space_ids:
        return select(ChangeOffer).where(false())
    kept = drafts_visible_to(actor).with_only_columns(Document.id).scalar_subquery()
    made = select(DocumentVersion.id).where(DocumentVersion.document_id.in_(kept)).scalar_subquery()
    received = and_(ChangeOffer.document_id.in_(kept), ChangeOffer.state != OfferState.WITHDRAWN)
    return select(ChangeOffer).where(or_(received, ChangeOffer.version_id.in_(made)))


def offers_of(actor: Actor, document_id: UUID) -> tuple[OfferLine, ...]:
    """The offers to and from a document that the actor keeps, newest first. Raises NotFound for whoever keeps it not."""
    if db.session.scalar(drafts_visible_to(actor).where(Document.id == document_id)) is None:
        raise NotFound(str(document_id))
    own = select(DocumentVersion.id).where(DocumentVersion.document_id == document_id).scalar_subquery()
    asked = offers_visible_to(actor).where(or_(ChangeOffer.document_id == document_id, ChangeOffer.version_id.in_(own)))
    return _lines(actor, document_id, list(db.session.scalars(asked.order_by(ChangeOffer.offered_at.desc(), ChangeOffer.id))))


def offer_of(actor: Actor, document_id: UUID, offer_id: UUID) -> OfferLine:
    """One of them. Raises NotFound."""
    found = next((line for line in offers_of(actor, document_id) if line.id == offer_id), None)
    if found is None:
        raise NotFound(str(offer_id))
    return found


def offer_for_change(actor: Actor, offer_id: UUID) -> ChangeOffer:
    """One of them, fresh, and held until the transaction ends. Raises NotFound."""
    asked = offers_visible_to(actor).where(ChangeOffer.id == offer_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(offer_id))
    return row


def beside(actor: Actor, offer_id: UUID) -> tuple[Stretch, ...]:
    """The text in force of the document beside the text that is offered. Who may see the offer reads both."""
    present = aliased(DocumentVersion)
    asked = offers_visible_to(actor).where(ChangeOffer.id == offer_id)
    asked = asked.join(DocumentVersion, DocumentVersion.id == ChangeOffer.version_id)
    asked = asked.join(present, and_(present.document_id == ChangeOffer.document_id, present.state == "in_force"), isouter=True)
    found = db.session.execute(asked.with_only_columns(present.text, DocumentVersion.text, maintain_column_froms=True)).first()
    return gathered(two(found[0] or "", found[1])) if found else ()


def open_offers(version_ids: Select[tuple[UUID]]) -> int:
    """How many offers of these texts wait for an answer."""
    asked = select(ChangeOffer.id).where(ChangeOffer.version_id.in_(version_ids), ChangeOffer.state == OfferState.OFFERED)
    return len(db.session.scalars(asked).all())


def _lines(actor: Actor, document_id: UUID, found: list[ChangeOffer]) -> tuple[OfferLine, ...]:
    asked = select(DocumentVersion.id, Document.id, DocumentVersion.title, Document.organization_id)
    asked = asked.join(Document, Document.id == DocumentVersion.document_id)
    texts = {
        version: (of, title, organization)
        for version, of, title, organization in db.session.execute(
            asked.where(DocumentVersion.id.in_({row.version_id for row in found}))
        ).tuples()
    }
    names = names_seen(actor, {organization for _, _, organization in texts.values() if organization})
    lines = []
    for row in found:
        of, title, organization = texts[row.version_id]
        lines.append(
            OfferLine(
                row.id,
                OfferState(row.state),
                OFFER_WORDS[OfferState(row.state)],
                row.message,
                row.answer,
                row.offered_at,
                title,
                names.get(organization, STAFF) if organization else STAFF,
                row.document_id == document_id,
                of == document_id,
            )
        )
    return tuple(lines)
