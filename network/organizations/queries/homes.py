"""An organization with its home as plain columns: reading whole rows would cost several times as much."""

from typing import Any, NamedTuple
from uuid import UUID

WIDTH = 6
"""Columns of one organization with its home."""


class PlaceView(NamedTuple):
    """An organization with its home; degrees."""

    id: UUID
    name: str
    community: str
    region: str
    latitude: float
    longitude: float


def place_columns(organization: Any, home: Any, region: Any) -> tuple[Any, ...]:
    """What `place_at` reads, of models or of their aliases."""
    return (organization.id, organization.name, home.name, region.name, home.latitude, home.longitude)


def place_at(row: Any, position: int) -> PlaceView:
    """The organization whose columns begin at this position of a row."""
    return PlaceView(*row[position : position + WIDTH])
