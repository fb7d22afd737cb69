"""Which columns hold sealed values: what is not listed here can't be sealed, so that no rotation forgets it."""

from dataclasses import dataclass

from network.storage.secrets.rings import Ring


class Unregistered(LookupError):
    """A column was sealed that no model announced."""


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A text column of sealed values, empty or `v1...`; `row_id` names the UUID column that its values are bound to."""

    table: str
    column: str
    ring: Ring
    row_id: str = "id"


COLUMNS: dict[tuple[str, str], Column] = {}


def register(table: str, column: str, ring: Ring, *, row_id: str = "id") -> None:
    """Say beside a model that one of its columns is sealed."""
    known = COLUMNS.setdefault((table, column), Column(table, column, ring, row_id))
    if known != Column(table, column, ring, row_id):
        raise ValueError(f"{table}.{column} is registered in two ways")


def insist(table: str, column: str, ring: Ring) -> None:
    """Raise unless the column was registered with this ring."""
    known = COLUMNS.get((table, column))
    if known is None or known.ring is not ring:
        raise Unregistered(f'Say secrets.register("{table}", "{column}", Ring.{ring.name}) beside the model.')


def columns_of(ring: Ring) -> tuple[Column, ...]:
    """The columns sealed with a ring, in a fixed order."""
    return tuple(sorted(column for column in COLUMNS.values() if column.ring is ring))
