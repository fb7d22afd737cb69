"""Which spaces can be entered."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from network.spaces.models import Space, SpaceAccess
from network.storage.db import db


def entered_by(organization_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The open spaces that members of these organizations may enter."""
    ids = tuple(organization_ids)
    if not ids:
        return frozenset()
    found = select(SpaceAccess.space_id).join(Space, Space.id == SpaceAccess.space_id)
    return frozenset(db.session.scalars(found.where(SpaceAccess.organization_id.in_(ids), Space.closed_at.is_(None))))
