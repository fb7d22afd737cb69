"""What a room holds about a person: each room answers for its own tables, and takes her out of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.words import Words

Cell = str | int | bool | datetime | Words | None


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of one kind about one person, without a name or id of anybody else."""

    what: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A room's answer. `columns` are all "table.column" of the room by which a person is named.

    `erase` runs inside the command that erases her; it may raise `Conflict` to say what must be done first.
    """

    columns: frozenset[str]
    holds: Callable[[UUID], Iterable[Held]]
    erase: Callable[[Actor, UUID], None] | None = None
