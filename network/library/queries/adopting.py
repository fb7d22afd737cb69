"""Who uses a document, and which documents an organization has to do with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select

from network.kernel.actor import Actor
from network.library.models import Adoption, Document, DocumentVersion, Endorsement
from network.library.queries.sight import visible_to
from network.organizations.queries.telling import names_seen
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Adopter:
    """An organization that uses a document, and what it says of that."""

    organization_id: UUID
    name: str
    adopted_on: date
    note: str


def users_of(actor: Actor, document_id: UUID) -> tuple[Adopter, ...]:
    """Who uses a document that the actor sees, by name. Two statements."""
    asked = select(Adoption).where(Adoption.document_id == document_id, Adoption.ended_on.is_(None))
    found = list(db.session.scalars(asked))
    names = names_seen(actor, {row.organization_id for row in found})
    lines = [
        Adopter(row.organization_id, names[row.organization_id], row.adopted_on, row.note)
        for row in found
        if row.organization_id in names
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), str(line.organization_id))))


def adopters_of(document_id: UUID) -> frozenset[UUID]:
    """The organizations that use a document, whoever asks: for notices. One statement."""
    asked = select(Adoption.organization_id).where(Adoption.document_id == document_id, Adoption.ended_on.is_(None))
    return frozenset(db.session.scalars(asked))


def used_ids(organization_id: UUID) -> Select[tuple[UUID]]:
    """The ids of the documents that an organization uses or stands behind now: to narrow by them what an actor sees."""
    using = select(Adoption.document_id).where(Adoption.organization_id == organization_id, Adoption.ended_on.is_(None))
    behind = select(DocumentVersion.document_id).join(Endorsement, Endorsement.version_id == DocumentVersion.id)
    mine = (Endorsement.organization_id == organization_id, Endorsement.ended_on.is_(None))
    return select(Document.id).where(or_(Document.id.in_(using), Document.id.in_(behind.where(*mine))))


def adoption_of(document_id: UUID, organization_id: UUID) -> Adoption | None:
    """That an organization uses a document now."""
    mine = (Adoption.document_id == document_id, Adoption.organization_id == organization_id, Adoption.ended_on.is_(None))
    return db.session.scalar(select(Adoption).where(*mine).execution_options(populate_existing=True))


def users_counted(actor: Actor, document_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many use each of these documents, for lists; what the actor does not see is left out. One statement."""
    asked = visible_to(actor).join(Adoption, Adoption.document_id == Document.id)
    asked = asked.where(Document.id.in_(tuple(document_ids)), Adoption.ended_on.is_(None))
    found = db.session.scalars(asked.with_only_columns(Document.id, maintain_column_froms=True))
    counts: dict[UUID, int] = {}
    for document_id in found:
        counts[document_id] = counts.get(document_id, 0) + 1
    return counts
