"""Turning key rings: what was done is recorded, values are sealed again a few at a time."""

from uuid import UUID

from network.journal.command import command, record, touch
from network.journal.events import KeyDropped, KeyMade, KeysRotated
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.storage.secrets.registry import Column
from network.storage.secrets.rings import Ring
from network.storage.secrets.rotation import Batch, reseal


@touch
def reseal_batch(place: Column, after: UUID | None, size: int) -> Batch:
    """Seal a few values of one column again. Cut off in the middle, it left whole batches; run it again."""
    return reseal(place, after, size)


@command
def note_new_key(actor: Actor, ring: Ring, key_id: str) -> None:
    """Record that a new key writes."""
    authorize(actor, Permission.KEYS_KEEP)
    record(actor, KeyMade(ring_code=ring, key=key_id))


@command
def note_rotation(actor: Actor, ring: Ring, values: int) -> None:
    """Record that values were sealed again."""
    authorize(actor, Permission.KEYS_KEEP)
    record(actor, KeysRotated(ring_code=ring, values=values))


@command
def note_dropped_key(actor: Actor, ring: Ring, key_id: str) -> None:
    """Record that a key was destroyed."""
    authorize(actor, Permission.KEYS_KEEP)
    record(actor, KeyDropped(ring_code=ring, key=key_id))
