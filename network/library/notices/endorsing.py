"""Who is told that an endorsement lapsed: the leads whose organization gave it, who are asked again."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events.endorsing import DocumentEndorsed, EndorsementsLapsed
from network.library.queries.reaching import leads_reading, titles_seen, writers_of

ENDORSED, LAPSED = "library.endorsed", "library.lapsed"
SAID = {
    ENDORSED: words("%(title)s: an organization stands behind it."),
    LAPSED: words("%(title)s says something else to do now. Your endorsement has ended. Will you give it again?"),
}


@announces(DocumentEndorsed)
def of_an_endorsement(fact: DocumentEndorsed) -> Iterable[Notice]:
    """The document's writers."""
    for person_id in sorted(writers_of(fact.document_id)):
        yield Notice(person_id, ENDORSED, {"document": fact.document_id})


@announces(EndorsementsLapsed)
def of_a_lapse(fact: EndorsementsLapsed) -> Iterable[Notice]:
    """The leads of those whose endorsement ended."""
    for person_id in sorted(leads_reading(fact.document_id, fact.organization_ids)):
        yield Notice(person_id, LAPSED, {"document": fact.document_id}, to_doer=True)


@shows(*SAID)
def show_endorsements(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the document still."""
    titles = titles_seen(actor, {UUID(each.about["document"]) for each in told})
    return {
        each.id: Shown(
            Words(SAID[each.template].msgid, {"title": title}),
            Link("library.standing", {"document_id": UUID(each.about["document"])}),
        )
        for each in told
        if (title := titles.get(UUID(each.about["document"]))) is not None
    }
