"""Which key sealed what, and sealing it again with the key that writes now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnClause, TableClause, Text, Uuid, column, func, select, table, update

from network.storage import secrets
from network.storage.db import db
from network.storage.secrets.envelope import Unreadable, prefix
from network.storage.secrets.registry import Column, columns_of
from network.storage.secrets.rings import Ring


@dataclass(frozen=True, slots=True)
class Count:
    """How many values one key still holds. A key that is not in the ring has no name."""

    key_id: str
    is_writer: bool
    values: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a few rows; `last` is where the next batch goes on, None at the end."""

    done: int
    unreadable: int
    last: UUID | None


def counts(ring: Ring) -> tuple[Count, ...]:
    """The ring's sealing keys, the writer first, then what none of them sealed."""
    keyring = secrets.rings().ring(ring)
    held = [Count(key.id, key == keyring.writer, held_by(ring, key.id)) for key in keyring.sealing]
    unknown = _held(ring, "") - sum(count.values for count in held)
    return (*held, Count("", False, unknown))


def held_by(ring: Ring, key_id: str) -> int:
    """How many values of the ring's columns name this key, whether or not the ring has it."""
    return _held(ring, prefix(key_id))


def reseal(place: Column, after: UUID | None, size: int, *, is_rehearsal: bool = False) -> Batch:
    """Seal up to `size` values of one column again, in the order of their ids, inside the caller's transaction.

    A value that somebody changed meanwhile is left as it is: whoever wrote it used the key that writes now.
    """
    rows = _waiting(place, after, size)
    done = unreadable = 0
    for row_id, sealed in rows:
        try:
            plain = secrets.unseal(place.ring, sealed, table=place.table, column=place.column, row_id=row_id)
        except Unreadable:
            unreadable += 1
            continue
        done += 1 if is_rehearsal else _replace(place, row_id, sealed, plain)
    return Batch(done, unreadable, rows[-1][0] if len(rows) == size else None)


def _replace(place: Column, row_id: UUID, old: str, plain: str) -> int:
    new = secrets.seal(place.ring, plain, table=place.table, column=place.column, row_id=row_id)
    source, key, value = _clauses(place)
    changed = db.session.execute(update(source).where(key == row_id, value == old).values({place.column: new}))
    return int(changed.rowcount)  # type: ignore[attr-defined]


def _waiting(place: Column, after: UUID | None, size: int) -> Sequence[tuple[UUID, str]]:
    """Values that another key than the writer sealed."""
    writer = secrets.rings().ring(place.ring).writer
    source, key, value = _clauses(place)
    asked = select(key, value).select_from(source).where(value.is_not(None), value.not_like(f"{prefix(writer.id)}%"))
    if after is not None:
        asked = asked.where(key > after)
    return [(row_id, sealed) for row_id, sealed in db.session.execute(asked.order_by(key).limit(size))]


def _held(ring: Ring, begins: str) -> int:
    total = 0
    for place in columns_of(ring):
        source, _, value = _clauses(place)
        asked = select(func.count()).select_from(source).where(value.like(f"{begins}%"))
        total += db.session.scalar(asked) or 0
    return total


def _clauses(place: Column) -> tuple[TableClause, ColumnClause[UUID], ColumnClause[str]]:
    key: ColumnClause[UUID] = column(place.row_id, Uuid)
    value: ColumnClause[str] = column(place.column, Text)
    return table(place.table, key, value), key, value
