"""What happens to pairings when two entries become one organization: they go over to the one that stays."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.pairings.events import PairingsMoved
from network.pairings.models import Pairing
from network.policy import Permission, authorize
from network.spaces.commands import move_access
from network.storage.db import db


@command
def move_pairings(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Make each pairing that names the one name the other, with its space.

    Whoever asks has made sure that nothing speaks against it.
    """
    authorize(actor, Permission.ORGANIZATION_MERGE)
    moved = move_sides(Pairing, kept_id, other_id)
    move_access(actor, kept_id, other_id)
    record(actor, PairingsMoved(organization_id=kept_id, other_id=other_id, pairings=moved))


def move_sides(table: Any, kept_id: UUID, other_id: UUID) -> int:
    """Both sides of each row, but for what once tied the two to each other. Gives the number."""
    moved = 0
    for mine, theirs in ((table.mentor_id, table.mentee_id), (table.mentee_id, table.mentor_id)):
        changed = update(table).where(mine == other_id, theirs != kept_id).values({mine: kept_id})
        done: Any = db.session.execute(changed.execution_options(synchronize_session=False))
        moved += int(done.rowcount)
    return moved
