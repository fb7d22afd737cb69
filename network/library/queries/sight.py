"""Which documents an actor may know of, and which of their texts."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, false, or_, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.models import Document, DocumentVersion
from network.library.rules.states import READABLE, VersionState
from network.storage.db import db


def visible_to(actor: Actor) -> Select[tuple[Document]]:
    """The documents of her spaces that have left their keepers' desk, and those that she keeps."""
    if not actor.space_ids:
        return select(Document).where(false())
    return _visible(_in_her_spaces(actor), kept_by(actor))


@cache
def visible_once(*, has_organizations: bool, is_coordinator: bool) -> Select[tuple[Document]]:
    """The same for an actor of this sort who enters a space, as a statement that is made once: `values_of` gives who she is."""
    organizations = bindparam("her_organizations", expanding=True, type_=Uuid) if has_organizations else None
    kept = _kept(bindparam("her_id", type_=Uuid), organizations, is_coordinator=is_coordinator)
    return _visible(Document.space_id.in_(bindparam("her_spaces", expanding=True, type_=Uuid)), kept)


def values_of(actor: Actor) -> dict[str, Any]:
    """What `visible_once` asks of an actor."""
    mine = {"her_organizations": tuple(actor.organization_ids)} if actor.organization_ids else {}
    return {"her_id": actor.person_id, "her_spaces": tuple(actor.space_ids), **mine}


def drafts_visible_to(actor: Actor) -> Select[tuple[Document]]:
    """The documents whose draft she may read: those that she keeps, in a space that she enters."""
    if not actor.space_ids:
        return select(Document).where(false())
    return select(Document).where(_in_her_spaces(actor), kept_by(actor))


def texts_visible_to(actor: Actor) -> Select[tuple[DocumentVersion]]:
    """The versions that she may read: all that were put before the space; drafts and dropped ones of what she keeps."""
    if not actor.space_ids:
        return select(DocumentVersion).join(Document, Document.id == DocumentVersion.document_id).where(false())
    readable = DocumentVersion.state.in_(tuple(READABLE))
    drafts = and_(kept_by(actor), DocumentVersion.state.in_((VersionState.DRAFT, VersionState.DROPPED)))
    asked = select(DocumentVersion).join(Document, Document.id == DocumentVersion.document_id)
    return asked.where(_in_her_spaces(actor), or_(readable, drafts))


def kept_by(actor: Actor) -> ColumnElement[bool]:
    """A document is kept by the organization that it belongs to, and by whoever began it; network staff's by coordinators too."""
    return _kept(actor.person_id, tuple(actor.organization_ids) or None, is_coordinator=actor.is_coordinator)


def _kept(person_id: Any, organization_ids: Any, *, is_coordinator: bool) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [Document.created_by_id == person_id]
    if organization_ids is not None:
        ways.append(Document.organization_id.in_(organization_ids))
    if is_coordinator:
        ways.append(Document.organization_id.is_(None))
    return or_(*ways)


def _visible(is_hers: ColumnElement[bool], is_kept: ColumnElement[bool]) -> Select[tuple[Document]]:
    return select(Document).where(is_hers, or_(Document.is_shared.is_(True), is_kept))


def _in_her_spaces(actor: Actor) -> ColumnElement[bool]:
    return Document.space_id.in_(tuple(actor.space_ids))


def get(actor: Actor, document_id: UUID) -> Document:
    """One document. Raises NotFound."""
    return _found(visible_to(actor).where(Document.id == document_id), document_id)


def get_for_change(actor: Actor, document_id: UUID) -> Document:
    """The same, fresh, and held until the transaction ends: two who change it at once do so one after the other."""
    asked = visible_to(actor).where(Document.id == document_id).with_for_update()
    return _found(asked.execution_options(populate_existing=True), document_id)


def get_version(actor: Actor, document_id: UUID, number: int) -> DocumentVersion:
    """One text of a document. Raises NotFound."""
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.number == number)
    row = db.session.scalar(texts_visible_to(actor).where(*mine))
    if row is None:
        raise NotFound(f"{document_id} {number}")
    return row


def _found(asked: Select[tuple[Document]], document_id: UUID) -> Document:
    row = db.session.scalar(asked)
    if row is None:
        raise NotFound(str(document_id))
    return row
