"""Whom an organization would like to work with: its own to say, and nobody's to read but its lead's and coordinators'."""

from uuid import UUID

from sqlalchemy import delete, func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import PreferenceAdded, PreferenceRemoved
from network.organizations.models import Preference
from network.policy import Permission, authorize
from network.storage.db import db

MOST = 10


@command
def add_preference(actor: Actor, organization_id: UUID, other_id: UUID) -> None:
    """Say that it would like to work with another. Saying it again changes nothing."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.PREFERENCE, row)
    if organization_id == other_id:
        raise Invalid("other_id", words("Choose another organization."))
    other = queries.get(actor, other_id)
    mine = select(func.count()).select_from(Preference).where(Preference.organization_id == row.id)
    if db.session.get(Preference, (row.id, other.id)) is None:
        if (db.session.scalar(mine) or 0) >= MOST:
            raise Invalid("other_id", words("Name %(most)s at most. Take one off the list first.", most=MOST))
        db.session.add(Preference(organization_id=row.id, other_id=other.id, said_at=clock.now(), said_by_id=actor.person_id))
        row.changed_at = clock.now()  # plans that were made before are out of date
    record(actor, PreferenceAdded(organization_id=row.id, other_id=other.id))


@command
def remove_preference(actor: Actor, organization_id: UUID, other_id: UUID) -> None:
    """Take one off the list."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.PREFERENCE, row)
    mine = delete(Preference).where(Preference.organization_id == row.id, Preference.other_id == other_id)
    if not db.session.execute(mine).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(other_id))
    row.changed_at = clock.now()
    record(actor, PreferenceRemoved(organization_id=row.id, other_id=other_id))
