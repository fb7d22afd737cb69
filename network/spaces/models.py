"""Spaces: the network, a region, an organization, a pairing, a group, the coordinators."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Moment, UtcDateTime
from network.storage.db import Row


class Space(Row):
    """A place that objects belong to. `kind` is one of `rules.SpaceKind`.

    `about_id` is the pairing, circle or organization that it is for, `region_code` the region.
    """

    __tablename__ = "space"

    id: Mapped[Key]
    kind: Mapped[Code] = mapped_column(index=True)
    about_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    region_code: Mapped[str | None] = mapped_column(String(80))
    opened_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SpaceAccess(Row):
    """An organization whose members may enter a space."""

    __tablename__ = "space_access"

    space_id: Mapped[UUID] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, index=True)
