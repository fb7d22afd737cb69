"""What a notice about a document needs: whom it concerns, and its title for who may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from network.accounts.models import Person
from network.accounts.queries import people_with
from network.kernel.actor import Actor, Role
from network.library.models import Adoption, Document, DocumentVersion, Endorsement, VersionWriter
from network.library.queries.people import is_steward
from network.library.queries.sight import visible_to
from network.library.queries.working import version_by_number
from network.library.rules.states import DocumentState
from network.organizations.models import Membership
from network.organizations.queries.telling import leads_of
from network.spaces.queries import readers_of
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Titled:
    """A document by its title."""

    id: UUID
    title: str


def documents_seen(actor: Actor, document_ids: Collection[UUID]) -> dict[UUID, Titled]:
    """Those among them that the actor may see. One statement."""
    asked = visible_to(actor).where(Document.id.in_(tuple(document_ids))).with_only_columns(Document.id, Document.title)
    return {id: Titled(id, title) for id, title in db.session.execute(asked).tuples()}


def keepers_of(document_id: UUID) -> frozenset[UUID]:
    """The steward while she can keep it true, else the leads of the organization that keeps it, else coordinators."""
    document = db.session.get(Document, document_id)
    if document is None:
        return frozenset()
    if document.steward_id is not None and is_steward(document.organization_id, document.steward_id):
        return frozenset({document.steward_id})
    if document.organization_id is None:
        return people_with(Role.COORDINATOR)
    return leads_of({document.organization_id}).get(document.organization_id) or people_with(Role.COORDINATOR)


def readers(document_id: UUID, people: Collection[UUID]) -> frozenset[UUID]:
    """Those among them who enter the document's space now."""
    space = db.session.scalar(select(Document.space_id).where(Document.id == document_id))
    if space is None or not people:
        return frozenset()
    return frozenset(db.session.scalars(readers_of(space).where(Person.id.in_(tuple(people)))))


def leads_of_space(document_id: UUID) -> frozenset[UUID]:
    """The leads of organizations who enter the document's space."""
    space = db.session.scalar(select(Document.space_id).where(Document.id == document_id))
    if space is None:
        return frozenset()
    leading = select(Membership.person_id).where(Membership.is_lead, Membership.ended_at.is_(None))
    return frozenset(db.session.scalars(readers_of(space).where(Person.id.in_(leading))))


def approvers_of(document_id: UUID, number: int) -> frozenset[UUID]:
    """Who is asked to approve a text: the leads of its keeper who did not write it, else coordinators who did not."""
    document, version = db.session.get(Document, document_id), version_by_number(document_id, number)
    if document is None or version is None:
        return frozenset()
    wrote = writers_of(document_id, number)
    leads = leads_of({document.organization_id}).get(document.organization_id, frozenset()) if document.organization_id else ()
    able = readers(document_id, frozenset(leads) - wrote)
    return able or readers(document_id, people_with(Role.COORDINATOR) - wrote)


def writers_of(document_id: UUID, number: int) -> frozenset[UUID]:
    """Who wrote at a text."""
    asked = select(VersionWriter.person_id).join(DocumentVersion, DocumentVersion.id == VersionWriter.version_id)
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.number == number)
    return frozenset(db.session.scalars(asked.where(*mine)))


def adopters_of(document_id: UUID) -> frozenset[UUID]:
    """The leads of organizations that use it."""
    mine = (Adoption.document_id == document_id, Adoption.ended_on.is_(None))
    return _leads(set(db.session.scalars(select(Adoption.organization_id).where(*mine))))


def endorsers_of(document_id: UUID) -> frozenset[UUID]:
    """The leads of organizations that stand behind a text of it, or did so until the last one came into force."""
    asked = select(Endorsement.organization_id).join(DocumentVersion, DocumentVersion.id == Endorsement.version_id)
    holds = Endorsement.ended_on.is_(None) | Endorsement.has_lapsed.is_(True)
    return _leads(set(db.session.scalars(asked.where(DocumentVersion.document_id == document_id, holds))))


def adapters_of(document_id: UUID) -> frozenset[UUID]:
    """Who keeps what was made of it elsewhere."""
    parent = aliased(DocumentVersion)
    asked = select(Document.id).join(parent, parent.id == Document.adapted_from_id).where(parent.document_id == document_id)
    kept = db.session.scalars(asked.where(Document.state != DocumentState.WITHDRAWN)).all()
    return frozenset(person for each in kept for person in keepers_of(each))


def _leads(organization_ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(person for people in leads_of(organization_ids).values() for person in people)
