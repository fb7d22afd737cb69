"""One page of a list that is read by key, never by counting rows to skip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`older` and `newer` are the keys to ask for next, or None at the ends."""

    items: tuple[T, ...]
    older: str | None = None
    newer: str | None = None


class SamePage(Page[T]):
    """A page that equals itself alone. Whoever makes one gives the same for the same rows."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def cut(
    found: Sequence[T], size: int, key_of: Callable[[T], str], *, after: str | None = None, before: str | None = None
) -> Page[T]:
    """A page from up to `size` + 1 rows that start after the key `after`, or (in reverse order) end before `before`."""
    has_more = len(found) > size
    items = tuple(found[:size])
    if before is not None:
        items = tuple(reversed(items))
        return Page(items, key_of(items[-1]) if items else None, key_of(items[0]) if has_more and items else None)
    return Page(items, key_of(items[-1]) if has_more else None, key_of(items[0]) if after and items else None)
