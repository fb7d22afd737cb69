"""What a room offers to the search: its things as text, who sees which, and where they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from network.kernel.actor import Actor
from network.kernel.indexed import Indexed
from network.kernel.words import Words

__all__ = ["Card", "Indexed", "Mark", "SearchSource"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """That a thing changed, and when: the key by which changes are gone through."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A thing as a list names it: its title, its page, and the day that says how new it is.

    `state`: how it stands, and `look`: how a badge shows that. `notes`: what else is said of it.
    """

    title: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    state: Words | None = None
    look: tuple[str, ...] = ()
    notes: tuple[Words | str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """One kind of thing that a room offers.

    `changes`: streams of what changed after a mark, oldest first, at most so many; each stream is gone through by itself.
    `read`: the things of these ids as they are now; what is not given back is taken out of the index.
    `present`: a plain select of the ids of all that may be indexed.
    `visible`: a plain select of one column, the ids that this actor may see; conditions are added to it.
    `cards`: those among the ids that the actor may see, in a fixed number of statements.
    `spaces`: outside of which the actor sees nothing of this kind; None where spaces don't decide. It only makes a search quick
    and keeps what it can't see from costing time: `visible` decides.
    """

    kind: str
    label: Words
    changes: tuple[Callable[[Mark | None, int], Sequence[Mark]], ...]
    read: Callable[[Sequence[UUID]], Sequence[Indexed]]
    present: Callable[[], Select[Any]]
    visible: Callable[[Actor], Select[Any]]
    cards: Callable[[Actor, Sequence[UUID]], Mapping[UUID, Card]]
    spaces: Callable[[Actor], frozenset[UUID]] | None = None
