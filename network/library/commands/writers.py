"""Who wrote at a text."""

from uuid import UUID

from network.journal.command import touch
from network.kernel.actor import Actor
from network.library.models import VersionWriter
from network.storage.db import db


@touch
def note_writer(actor: Actor, version_id: UUID) -> None:
    """Who wrote at it, or put a file to it, can't approve it."""
    if actor.person_id is not None and db.session.get(VersionWriter, (version_id, actor.person_id)) is None:
        db.session.add(VersionWriter(version_id=version_id, person_id=actor.person_id))
