"""Who is told of offered changes: the writers of the document that they are for, and who offered, of the answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events.offers import ChangesOffered, OfferDeclined, OfferTaken
from network.library.queries.reaching import offered_by, offers_seen, reading, titles_seen, writers_of

OFFERED, TAKEN, DECLINED = "library.offered", "library.offer_taken", "library.offer_declined"
SAID = {
    OFFERED: words("%(title)s: an organization that adapted it offers you its changes."),
    TAKEN: words("%(title)s: the changes that you offered were taken up as a draft."),
    DECLINED: words("%(title)s: the changes that you offered were declined. The reason stands beside the offer."),
}


@announces(ChangesOffered)
def of_an_offer(fact: ChangesOffered) -> Iterable[Notice]:
    """The writers of the document."""
    for person_id in sorted(writers_of(fact.document_id)):
        yield Notice(person_id, OFFERED, {"offer": fact.offer_id})


@announces(OfferTaken)
def of_taking(fact: OfferTaken) -> Iterable[Notice]:
    """Who offered, and the writers of the adaptation."""
    return _to_who_offered(TAKEN, fact.offer_id)


@announces(OfferDeclined)
def of_declining(fact: OfferDeclined) -> Iterable[Notice]:
    """The same."""
    return _to_who_offered(DECLINED, fact.offer_id)


@shows(*SAID)
def show_offers(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the offer still: of one received by the title of her own document, of one made by that of her adaptation."""
    seen = offers_seen(actor, {UUID(each.about["offer"]) for each in told})
    titles = titles_seen(actor, {id for ends in seen.values() for id in ends})
    found = {}
    for each in told:
        offer_id = UUID(each.about["offer"])
        own = seen[offer_id][0 if each.template == OFFERED else 1] if offer_id in seen else None
        if own in titles:
            said = Words(SAID[each.template].msgid, {"title": titles[own]})
            found[each.id] = Shown(said, Link("library.offer", {"document_id": own, "offer_id": offer_id}))
    return found


def _to_who_offered(template: str, offer_id: UUID) -> Iterator[Notice]:
    found = offered_by(offer_id)
    if found is None:
        return
    document_id, person_id = found
    for each in sorted(writers_of(document_id) | reading(document_id, [person_id])):
        yield Notice(each, template, {"offer": offer_id})
