"""Who does a step, and in which order steps stand."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.pairings.rules.states import Side

T = TypeVar("T")
MOST = 100


class Who(StrEnum):
    """Which side does a step."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"


SIDES: Mapping[Who, frozenset[Side]] = {
    Who.MENTOR: frozenset({Side.MENTOR}),
    Who.MENTEE: frozenset({Side.MENTEE}),
    Who.BOTH: frozenset(Side),
}


def moved(order: Sequence[T], groups: Mapping[T, object], moving: T, *, is_up: bool) -> tuple[T, ...]:
    """The order with one step past its neighbour of the same group; as it was where there is none."""
    mine = [each for each in order if groups[each] == groups[moving]]
    place = mine.index(moving) + (-1 if is_up else 1)
    if not 0 <= place < len(mine):
        return tuple(order)
    swap = {moving: mine[place], mine[place]: moving}
    return tuple(swap.get(each, each) for each in order)


def insist_few_steps(number: int) -> None:
    """A plan that nobody can oversee is none. Raises Conflict."""
    if number > MOST:
        raise Conflict(words("A plan has at most %(most)s steps. Remove what is done or no longer needed.", most=MOST))
