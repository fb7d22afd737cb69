"""What can be done with a space."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.spaces.events import SpaceOpened
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db


@command
def open_space(actor: Actor, kind: str, about_id: UUID, organization_ids: Sequence[UUID]) -> UUID:
    """Open a space for the organizations named; called by the command that founds what the space is for."""
    authorize(actor, Permission.SPACE_OPEN)
    space = Space(id=uuid4(), kind=kind, about_id=about_id, opened_at=clock.now())
    db.session.add(space)
    db.session.flush()  # access rows refer to the space
    for organization_id in sorted(set(organization_ids)):
        db.session.add(SpaceAccess(space_id=space.id, organization_id=organization_id))
    record(actor, SpaceOpened(space_id=space.id, kind=kind, organization_ids=tuple(sorted(set(organization_ids)))))
    return space.id
