"""What can be done to take documents away."""

from collections.abc import Collection
from uuid import UUID

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.events.taking import DocumentsTaken
from network.library.models import Document
from network.library.queries.sight import visible_to
from network.library.rules.taking import Taking
from network.policy import Permission, authorize
from network.storage.db import db


@command
def take_away(actor: Actor, document_ids: Collection[UUID], form: Taking) -> None:
    """Note that documents were taken away; each must be hers to read. Raises NotFound."""
    wanted = tuple(sorted(set(document_ids)))
    found = db.session.scalars(visible_to(actor).where(Document.id.in_(wanted))).all()
    if not wanted or len(found) != len(wanted):
        raise NotFound(str(wanted))
    for row in found:
        authorize(actor, Permission.DOCUMENT_VIEW, row)
    record(actor, DocumentsTaken(document_ids=wanted, kind=form))
