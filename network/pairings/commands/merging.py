"""What happens to pairings when two entries become one organization: they go over to the one that stays."""

from uuid import UUID

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.pairings.events import PairingsMoved
from network.pairings.models import Pairing
from network.policy import Permission, authorize
from network.spaces.commands import move_access
from network.storage.moving import move_sides


@command
def move_pairings(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Make each pairing that names the one name the other, with its space.

    Whoever asks has made sure that nothing speaks against it.
    """
    authorize(actor, Permission.ORGANIZATION_MERGE)
    moved = move_sides(Pairing, kept_id, other_id)
    move_access(actor, kept_id, other_id)
    record(actor, PairingsMoved(organization_id=kept_id, other_id=other_id, pairings=moved))
