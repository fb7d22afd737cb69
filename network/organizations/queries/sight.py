"""Which organizations an actor may know of."""

from uuid import UUID

from sqlalchemy import Select, false, select
from sqlalchemy.orm import selectinload

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization
from network.policy import Permission, can
from network.storage.db import db

# The two scopes are made once, so that what is built on them can be made once too.
_ALL = select(Organization).where(Organization.merged_into_id.is_(None))
_NONE = _ALL.where(false())


def visible_to(actor: Actor) -> Select[tuple[Organization]]:
    """All that were not merged into another, for whoever belongs to the network; nothing for anybody else."""
    return _ALL if can(actor, Permission.ORGANIZATION_VIEW) else _NONE


def get(actor: Actor, organization_id: UUID) -> Organization:
    """One organization with its regions. Raises `NotFound`."""
    asked = visible_to(actor).where(Organization.id == organization_id)
    return _found(asked, organization_id)


def get_own(actor: Actor, organization_id: UUID) -> Organization:
    """One organization that the actor belongs to. Raises `NotFound` for any other."""
    if organization_id not in actor.organization_ids:
        raise NotFound(str(organization_id))
    return get(actor, organization_id)


def get_for_change(actor: Actor, organization_id: UUID) -> Organization:
    """The same, fresh, and held until the transaction ends: two who change it at once do so one after the other."""
    asked = visible_to(actor).where(Organization.id == organization_id).with_for_update()
    return _found(asked, organization_id)


def _found(asked: Select[tuple[Organization]], organization_id: UUID) -> Organization:
    row = db.session.scalar(asked.options(selectinload(Organization.regions)).execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(organization_id))
    return row


def merged_into(actor: Actor, organization_id: UUID) -> UUID | None:
    """Where an entry went that was merged into another; None when it was not, or is not to be seen."""
    if not can(actor, Permission.ORGANIZATION_VIEW):
        return None
    return db.session.scalar(select(Organization.merged_into_id).where(Organization.id == organization_id))
