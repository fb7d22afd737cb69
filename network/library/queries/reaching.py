"""What notices need to know: whom they reach, and what their readers may see of documents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.library.models import ChangeOffer, Document, DocumentVersion, PassageComment, VersionWriter
from network.library.queries.comments import comments_visible_to
from network.library.queries.offers import offers_visible_to
from network.library.queries.sight import visible_to
from network.organizations.queries.telling import leads_of
from network.spaces.queries import readers_of
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as notices need it."""

    document_id: UUID
    version_id: UUID
    writer_id: UUID | None
    answers_id: UUID | None
    is_inside: bool
    written_at: datetime


def reading(document_id: UUID, person_ids: Iterable[UUID | None]) -> set[UUID]:
    """Those among people who enter the document's space now."""
    wanted = {each for each in person_ids if each is not None}
    space_id = db.session.scalar(select(Document.space_id).where(Document.id == document_id))
    if not wanted or space_id is None:
        return set()
    return set(db.session.scalars(readers_of(space_id).where(Person.id.in_(wanted))))


def writers_of(document_id: UUID) -> set[UUID]:
    """Who is told what comes in: who keeps it true, who began it, who wrote at its newest text; those who enter its space."""
    row = db.session.get(Document, document_id)
    if row is None:
        return set()
    mine = DocumentVersion.document_id == document_id
    newest = select(func.max(DocumentVersion.number)).where(mine).scalar_subquery()
    asked = select(VersionWriter.person_id).join(DocumentVersion, DocumentVersion.id == VersionWriter.version_id)
    wrote = db.session.scalars(asked.where(mine, DocumentVersion.number == newest))
    return reading(document_id, {row.steward_id, row.created_by_id, *wrote})


def said(comment_id: UUID) -> Said | None:
    """A comment or an answer."""
    asked = select(PassageComment, DocumentVersion.document_id).join(
        DocumentVersion, DocumentVersion.id == PassageComment.version_id
    )
    found = db.session.execute(asked.where(PassageComment.id == comment_id)).first()
    if found is None:
        return None
    row, document_id = found
    return Said(document_id, row.version_id, row.written_by_id, row.answers_id, row.is_inside, row.written_at)


def said_before_on_its_day(comment: Said, comment_id: UUID) -> set[UUID | None]:
    """Who else had a word on the document earlier that day, answers left out: its writers were told of those."""
    morning = datetime.combine(comment.written_at.date(), time(), comment.written_at.tzinfo)
    asked = select(PassageComment.written_by_id).join(DocumentVersion, DocumentVersion.id == PassageComment.version_id)
    at_once = and_(PassageComment.written_at == comment.written_at, PassageComment.id < comment_id)
    earlier = or_(PassageComment.written_at < comment.written_at, at_once)
    mine = (DocumentVersion.document_id == comment.document_id, PassageComment.answers_id.is_(None))
    return set(db.session.scalars(asked.where(*mine, PassageComment.written_at >= morning, earlier)))


def titles_seen(actor: Actor, document_ids: Collection[UUID]) -> dict[UUID, str]:
    """The titles of those among documents that the actor sees. One statement."""
    asked = visible_to(actor).where(Document.id.in_(tuple(document_ids))).with_only_columns(Document.id, Document.title)
    return dict(db.session.execute(asked).tuples().all())


def comments_seen(actor: Actor, comment_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those among comments that the actor sees. One statement."""
    asked = comments_visible_to(actor).where(PassageComment.id.in_(tuple(comment_ids)))
    return frozenset(db.session.scalars(asked.with_only_columns(PassageComment.id, maintain_column_froms=True)))


def offers_seen(actor: Actor, offer_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Of offers that the actor sees: the document that each is for, and the one that it comes from. One statement."""
    asked = offers_visible_to(actor).where(ChangeOffer.id.in_(tuple(offer_ids)))
    asked = asked.join(DocumentVersion, DocumentVersion.id == ChangeOffer.version_id)
    columns = (ChangeOffer.id, ChangeOffer.document_id, DocumentVersion.document_id)
    found = db.session.execute(asked.with_only_columns(*columns, maintain_column_froms=True)).tuples()
    return {id: (to, of) for id, to, of in found}


def offered_by(offer_id: UUID) -> tuple[UUID, UUID | None] | None:
    """The adaptation that an offer comes from, and who made it."""
    asked = select(DocumentVersion.document_id, ChangeOffer.offered_by_id)
    asked = asked.join(ChangeOffer, ChangeOffer.version_id == DocumentVersion.id).where(ChangeOffer.id == offer_id)
    found = db.session.execute(asked).first()
    return (found[0], found[1]) if found else None


def adapted_into(document_id: UUID) -> list[UUID]:
    """The documents that were made from this one, whoever asks."""
    mine = select(DocumentVersion.id).where(DocumentVersion.document_id == document_id).scalar_subquery()
    return list(db.session.scalars(select(Document.id).where(Document.adapted_from_id.in_(mine))))


def leads_reading(document_id: UUID, organization_ids: Collection[UUID]) -> set[UUID]:
    """The leads of organizations who enter the document's space."""
    return reading(document_id, {person for each in leads_of(organization_ids).values() for person in each})
