"""Where a document may be moved to."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words

CHANGED = words("Somebody changed this meanwhile. Open the page again and look before you move it.")


@dataclass(frozen=True, slots=True)
class Placing:
    """What the policy asks about the space that a document goes to."""

    space_id: UUID
    region_codes: tuple[str, ...]


def insist_as_seen(seen: int, now: int) -> None:
    """Nobody moves what is not any more as she saw it. Raises Conflict."""
    if seen != now:
        raise Conflict(CHANGED)


def insist_fits(fits: bool) -> None:
    """Whoever keeps it goes on reading it, and an adaptation goes no further than what it was made from. Raises Invalid."""
    if not fits:
        raise Invalid("to", words("It can't stand there. Choose one of the shelves in the list."))
