"""The texts of a document for whoever changes it: the one being worked on, the one in force, who wrote them."""

from uuid import UUID

from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.models import Document, DocumentVersion, VersionWriter
from network.library.rules.life import Approving
from network.library.rules.states import WORKING
from network.policy import Permission, can
from network.spaces.queries import region_codes_of
from network.storage.db import db


def working_of(document_id: UUID) -> DocumentVersion | None:
    """The text being worked on, fresh; None where there is none. The document's row is held by the caller."""
    mine = select(DocumentVersion).where(DocumentVersion.document_id == document_id, DocumentVersion.state.in_(tuple(WORKING)))
    return db.session.scalar(mine.execution_options(populate_existing=True))


def version_by_number(document_id: UUID, number: int) -> DocumentVersion | None:
    """One text, whoever asks: its document's sight decides before."""
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.number == number)
    return db.session.scalar(select(DocumentVersion).where(*mine).execution_options(populate_existing=True))


def newest_number(document_id: UUID) -> int:
    """The number of the newest text; 0 for none."""
    return db.session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document_id)) or 0


def approving(document: Document, version_id: UUID) -> Approving:
    """What the policy asks about an approval. Two statements."""
    writers = db.session.scalars(select(VersionWriter.person_id).where(VersionWriter.version_id == version_id))
    return Approving(document.space_id, region_codes_of(document.space_id), frozenset(writers))


def may_approve(actor: Actor, document: Document, version_id: UUID) -> bool:
    """Whether she can approve this text. Two statements."""
    return can(actor, Permission.DOCUMENT_APPROVE, approving(document, version_id))


def hold(document_id: UUID) -> Document:
    """A document for the clock, fresh, held until the transaction ends. Raises NotFound."""
    asked = select(Document).where(Document.id == document_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(document_id))
    return row
