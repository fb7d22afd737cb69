"""Who must not be paired with whom: kept by coordinators, the same from both sides."""

from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.sql import ColumnElement

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import DoNotPairAdded, DoNotPairRemoved
from network.organizations.models import DoNotPair
from network.policy import Permission, authorize
from network.storage.db import db


@command
def add_do_not_pair(actor: Actor, organization_id: UUID, other_id: UUID, reason: str) -> None:
    """Keep two apart. Saying it again, from either side, only changes the reason."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.DO_NOT_PAIR, row)
    if organization_id == other_id:
        raise Invalid("other_id", words("Choose another organization."))
    other = queries.get(actor, other_id)
    known = db.session.scalar(select(DoNotPair).where(_between(organization_id, other_id)))
    if known is None:
        known = DoNotPair(
            organization_id=row.id, other_id=other.id, reason=reason, added_at=clock.now(), added_by_id=actor.person_id
        )
        db.session.add(known)
    known.reason = reason
    row.changed_at = clock.now()  # plans that were made before are out of date
    record(actor, DoNotPairAdded(organization_id=row.id, other_id=other.id))


@command
def remove_do_not_pair(actor: Actor, organization_id: UUID, other_id: UUID) -> None:
    """Let two be paired again, whichever side the bar was kept on."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.DO_NOT_PAIR, row)
    if not db.session.execute(delete(DoNotPair).where(_between(organization_id, other_id))).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(other_id))
    row.changed_at = clock.now()
    record(actor, DoNotPairRemoved(organization_id=row.id, other_id=other_id))


def _between(one: UUID, other: UUID) -> ColumnElement[bool]:
    return or_(
        and_(DoNotPair.organization_id == one, DoNotPair.other_id == other),
        and_(DoNotPair.organization_id == other, DoNotPair.other_id == one),
    )
