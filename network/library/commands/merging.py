"""What happens to documents when two entries become one organization: what the other kept and said goes over."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.library.events import DocumentsMoved
from network.library.models import Adoption, Confirmation, Document, Endorsement, PassageComment
from network.policy import Permission, authorize
from network.storage.db import db

_CHANGED = {"synchronize_session": False}


@command
def move_documents(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Let the one keep what the other kept, and have said what the other said; what both said is said once."""
    authorize(actor, Permission.ORGANIZATION_MERGE)
    moved = _move(Document, kept_id, other_id)
    for table in (Confirmation, PassageComment):
        _move(table, kept_id, other_id)
    for held, within in ((Endorsement, Endorsement.version_id), (Adoption, Adoption.document_id)):
        _drop_twice(held, within, kept_id, other_id)
        _move(held, kept_id, other_id)
    record(actor, DocumentsMoved(organization_id=kept_id, other_id=other_id, documents=moved))


def _move(table: Any, kept_id: UUID, other_id: UUID) -> int:
    changed = update(table).where(table.organization_id == other_id).values(organization_id=kept_id)
    done: Any = db.session.execute(changed.execution_options(**_CHANGED))
    return int(done.rowcount)


def _drop_twice(table: Any, within: Any, kept_id: UUID, other_id: UUID) -> None:
    """What holds for both is held once: by the one that stays."""
    both = select(within).where(table.organization_id == kept_id, table.ended_on.is_(None)).scalar_subquery()
    twice = delete(table).where(table.organization_id == other_id, table.ended_on.is_(None), within.in_(both))
    db.session.execute(twice.execution_options(**_CHANGED))
