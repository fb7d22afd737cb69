"""Who stands as a contact today: whoever left drops out at once, and a deputy steps up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words

T = TypeVar("T")
MOST = 8


class Part(StrEnum):
    """What a contact is today."""

    FIRST = "first"
    DEPUTY = "deputy"
    STEPPED_UP = "stepped-up"


PART_WORDS: Mapping[Part, Words] = {
    Part.FIRST: words("First contact"),
    Part.DEPUTY: words("Deputy"),
    Part.STEPPED_UP: words("Deputy, first contact now"),
}


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Somebody who was named. `is_there`: not ended; and who has an account is of that organization still, and not suspended."""

    id: T
    is_deputy: bool
    is_there: bool


def standing(named: Sequence[Named[T]]) -> dict[T, Part]:
    """Who of one side stands, as what. Without a first contact the deputy who was named first steps up."""
    there = [each for each in named if each.is_there]
    has_first = any(not each.is_deputy for each in there)
    found: dict[T, Part] = {}
    for each in there:
        steps_up = not has_first and not found
        found[each.id] = Part.STEPPED_UP if steps_up else Part.DEPUTY if each.is_deputy else Part.FIRST
    return found


def insist_few_contacts(number: int) -> None:
    """Where everybody is a contact, nobody is. Raises Conflict."""
    if number >= MOST:
        raise Conflict(words("A side has at most %(most)s contacts. Let one go first.", most=MOST))
