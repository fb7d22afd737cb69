"""Whom an organization would like to work with, for its lead and coordinators."""

from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.organizations.models import Organization, Preference
from network.organizations.queries.directory import Choice
from network.organizations.queries.sight import get
from network.places.models import Community
from network.policy import Permission, can
from network.storage.db import db


def preferred(actor: Actor, organization_id: UUID) -> tuple[Choice, ...]:
    """By name; nothing for anybody else. Three statements. Raises `NotFound`."""
    if not can(actor, Permission.PREFERENCE, get(actor, organization_id)):
        return ()
    asked = (
        select(Organization.id, Organization.name, Community.name)
        .join(Preference, Preference.other_id == Organization.id)
        .join(Community, Community.id == Organization.community_id)
        .where(Preference.organization_id == organization_id)
        .order_by(Organization.folded, Organization.id)
    )
    return tuple(Choice(*found) for found in db.session.execute(asked).tuples())
