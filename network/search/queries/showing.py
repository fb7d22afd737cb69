"""Hits as a page shows them: named by their rooms to this actor, with a passage out of what is written there now."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.kernel.actor import Actor
from network.kernel.searching import Card, Indexed
from network.kernel.words import Words
from network.search.queries.finding import Hit
from network.search.queries.sources import sources
from network.search.rules.asking import Term
from network.search.rules.passages import Part, beginning, marked, passage
from network.search.rules.words import stemming_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit. `is_attached`: the passage stands in a file of the thing."""

    label: Words
    card: Card
    title: tuple[Part, ...]
    passage: tuple[Part, ...]
    is_attached: bool = False


def shown(actor: Actor, terms: Sequence[Term], hits: Sequence[Hit]) -> tuple[Shown, ...]:
    """The hits in their order; what is gone meanwhile, or seen no more, is left out."""
    made: dict[tuple[str, object], Shown] = {}
    for source in sources():
        ids = [hit.thing_id for hit in hits if hit.kind == source.kind]
        cards = source.cards(actor, ids) if ids else {}
        for thing in source.read(tuple(cards)) if cards else ():
            made[source.kind, thing.id] = _shown(source.label, cards[thing.id], thing, terms)
    return tuple(made[hit.kind, hit.thing_id] for hit in hits if (hit.kind, hit.thing_id) in made)


def _shown(label: Words, card: Card, thing: Indexed, terms: Sequence[Term]) -> Shown:
    stemming = stemming_of(thing.language)
    title = marked(card.title, terms, stemming)
    for text in (thing.summary, thing.text, thing.attached):
        found = passage(text, terms, stemming)
        if found:
            return Shown(label, card, title, found, is_attached=text is thing.attached)
    return Shown(label, card, title, beginning(thing.summary or thing.text))
