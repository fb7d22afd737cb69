"""What files a text carries: how many, in which order, and what of them changed between two texts."""

from collections.abc import Sequence
from typing import TypeVar

from network.kernel.refusals import Invalid
from network.kernel.words import words

T = TypeVar("T")

MOST_FILES = 30
"""Files of one text: more than anybody looks through."""


def insist_few_files(count: int) -> None:
    """Whether there is place for one more. Raises Invalid."""
    if count >= MOST_FILES:
        raise Invalid("file", words("A text carries up to %(most)s files. Remove one, then add this one.", most=MOST_FILES))


def moved_file(order: Sequence[T], moving: T, *, is_up: bool) -> list[T]:
    """The order with one file past its neighbour; as it was where there is none."""
    found, at = list(order), order.index(moving)
    to = at - 1 if is_up else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def changed_files(before: Sequence[T], after: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Those that came, and those that went, each in the order of its text."""
    return tuple(each for each in after if each not in before), tuple(each for each in before if each not in after)
