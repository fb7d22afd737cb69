"""What hangs on an organization in rooms above, and goes over with it when two entries become one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Mover:
    """How one room follows a merge. Both are asked with the entry that stays, then the one that goes.

    `against` gives a sentence for each thing that can't go over without a contradiction, `with_it` what would go over; `move`
    is a command that carries it out.
    """

    against: Callable[[Actor, UUID, UUID], tuple[Words, ...]]
    with_it: Callable[[Actor, UUID], tuple[Words, ...]]
    move: Callable[[Actor, UUID, UUID], Any]


_movers: list[Mover] = []


def know_movers(movers: Iterable[Mover]) -> None:
    """Take how the rooms above follow: the assembly hands it down once."""
    _movers[:] = movers


def movers() -> tuple[Mover, ...]:
    """The rooms that follow a merge."""
    return tuple(_movers)


def against_merging(actor: Actor, kept_id: UUID, other_id: UUID) -> tuple[Words, ...]:
    """Why the two can't become one entry as things stand; empty if they can."""
    return tuple(said for mover in _movers for said in mover.against(actor, kept_id, other_id))


def goes_with(actor: Actor, other_id: UUID) -> tuple[Words, ...]:
    """What of the rooms above goes over with an entry."""
    return tuple(said for mover in _movers for said in mover.with_it(actor, other_id))
