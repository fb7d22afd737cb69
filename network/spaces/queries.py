"""Which spaces can be entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.spaces.models import Space, SpaceAccess
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Entered:
    """Spaces that can be read, and those among them that take something new."""

    readable: frozenset[UUID] = frozenset()
    open: frozenset[UUID] = frozenset()


def entered_by(organization_ids: Iterable[UUID]) -> Entered:
    """The spaces that members of these organizations may enter. No statement for none, one for all others."""
    ids = tuple(organization_ids)
    if not ids:
        return Entered()
    asked = select(SpaceAccess.space_id, Space.closed_at).join(Space, Space.id == SpaceAccess.space_id)
    found = db.session.execute(asked.where(SpaceAccess.organization_id.in_(ids))).tuples().all()
    return Entered(frozenset(id for id, _ in found), frozenset(id for id, closed_at in found if closed_at is None))
