"""What happens to pairings when two entries become one organization: they go over to the one that stays."""

from uuid import UUID

from sqlalchemy import delete, select, true, update

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.pairings.events import PairingsMoved
from network.pairings.models import Circle, CircleAttendance, CircleMember, Pairing
from network.policy import Permission, authorize
from network.spaces.commands import move_access
from network.storage.db import db
from network.storage.moving import move_sides


@command
def move_pairings(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Make each pairing and each circle that names the one name the other, with its space.

    Whoever asks has made sure that nothing speaks against it.
    """
    authorize(actor, Permission.ORGANIZATION_MERGE)
    moved = move_sides(Pairing, kept_id, other_id)
    _move_circles(kept_id, other_id)
    move_access(actor, kept_id, other_id)
    record(actor, PairingsMoved(organization_id=kept_id, other_id=other_id, pairings=moved))


def _move_circles(kept_id: UUID, other_id: UUID) -> None:
    """The one hosts, belongs and came where the other did; where both were, it is said once. A host is no member besides."""
    changed = {"synchronize_session": False}
    host = update(Circle).where(Circle.host_id == other_id).values(host_id=kept_id)
    db.session.execute(host.execution_options(**changed))
    for table, within, now in (
        (CircleMember, CircleMember.circle_id, CircleMember.left_on.is_(None)),
        (CircleAttendance, CircleAttendance.session_id, true()),
    ):
        both = select(within).where(table.organization_id == kept_id, now).scalar_subquery()
        twice = delete(table).where(table.organization_id == other_id, now, within.in_(both))
        db.session.execute(twice.execution_options(**changed))
        moved = update(table).where(table.organization_id == other_id).values(organization_id=kept_id)
        db.session.execute(moved.execution_options(**changed))
    hosted = select(Circle.id).where(Circle.host_id == kept_id).scalar_subquery()
    own = delete(CircleMember).where(CircleMember.organization_id == kept_id, CircleMember.circle_id.in_(hosted))
    db.session.execute(own.execution_options(**changed))
