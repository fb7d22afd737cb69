"""What happens to documents when somebody's account is erased: nobody is reminded through her."""

from uuid import UUID

from sqlalchemy import update

from network.journal.command import touch
from network.kernel.actor import Actor
from network.library.models import Document
from network.storage.db import db


@touch
def forget_steward(_actor: Actor, person_id: UUID) -> None:
    """She keeps no document true any more: the leads of the organization that keeps it are reminded."""
    left = update(Document).where(Document.steward_id == person_id).values(steward_id=None)
    db.session.execute(left.execution_options(synchronize_session=False))
