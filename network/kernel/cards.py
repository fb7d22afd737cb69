"""What rooms show on the pages of rooms that know nothing of them: cards, by the space or the organization they are about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.searching import Card

__all__ = ["Card", "CardSource", "cards_of_organization", "cards_of_space", "know_cards"]

CardsOf = Callable[[Actor, UUID, int], Sequence[Card]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSource:
    """One kind of thing. Each answers with at most so many cards of what the actor may see, in a fixed number of statements.

    `of_space`: the newest in a space. `of_organization`: what an organization has to do with.
    """

    kind: str
    of_space: CardsOf
    of_organization: CardsOf


_sources: dict[str, CardSource] = {}


def know_cards(sources: Iterable[CardSource]) -> None:
    """Take what the rooms offer: the assembly hands it down once."""
    _sources.clear()
    _sources.update((each.kind, each) for each in sources)


def cards_of_space(actor: Actor, kind: str, space_id: UUID, most: int) -> Sequence[Card]:
    """The newest things of a kind in a space."""
    return _sources[kind].of_space(actor, space_id, most) if kind in _sources else ()


def cards_of_organization(actor: Actor, kind: str, organization_id: UUID, most: int) -> Sequence[Card]:
    """The things of a kind that an organization has to do with."""
    return _sources[kind].of_organization(actor, organization_id, most) if kind in _sources else ()
