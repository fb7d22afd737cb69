"""The number of an entry: its moment first, then a hint of where it lies, then what parts things of the same second and place.

So the index, which runs by these numbers, runs by time, and what lies where the reader never looks is passed by without being
looked up. A hint is shared by many places: it lets a thing by that others may see, and never hides one.
"""

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

SINCE = datetime(2000, 1, 1, tzinfo=UTC)
HINT_BITS, TIE_BITS = 10, 16
HINTS, TIES = (1 << HINT_BITS) - 1, (1 << TIE_BITS) - 1


def hint_of(kind: str, space_id: UUID | None) -> int:
    """Of a space; of all things of a kind where spaces don't decide, or where a thing is in none."""
    return zlib.crc32(space_id.bytes if space_id else kind.encode()) & HINTS


def hints_of(kind: str, space_ids: Iterable[UUID]) -> frozenset[int]:
    """Where things of a kind may lie that somebody sees who enters these spaces."""
    return frozenset({hint_of(kind, None), *(hint_of(kind, space_id) for space_id in space_ids)})


def number_of(moment: datetime, hint: int, thing_id: UUID) -> int:
    """The number that a thing gets unless another has it."""
    seconds = max(0, int((moment - SINCE).total_seconds()))
    return (seconds << HINT_BITS | hint) << TIE_BITS | (zlib.crc32(thing_id.bytes) & TIES)


def following(number: int) -> int:
    """The next one of the same place: of the same second, and when those are used up of the next."""
    if number & TIES < TIES:
        return number + 1
    return (number & ~TIES) + (1 << (HINT_BITS + TIE_BITS))
