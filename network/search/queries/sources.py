"""What rooms offer to the search; the application says it once."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.kernel.searching import SearchSource


@dataclass(slots=True)
class _Known:
    sources: tuple[SearchSource, ...] = ()


_known = _Known()


def know(offered: Iterable[SearchSource]) -> None:
    """Say what can be searched."""
    _known.sources = tuple(offered)


def sources() -> tuple[SearchSource, ...]:
    """All kinds of things that can be searched, in the order of the one list."""
    return _known.sources
