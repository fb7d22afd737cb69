"""Who is told that it is time to go on: a document's steward, else the leads of whoever keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events import ConsultationEnded, DocumentReviewDue
from network.library.queries import telling

DUE, OVER = "library.review_due", "library.consultation_over"
SAID = {
    DUE: words("%(title)s: it is time to look it through. Does it still hold?"),
    OVER: words("%(title)s: the day for comments is over. Ask for approval, or change the text."),
}


@announces(DocumentReviewDue)
def of_a_review_due(fact: DocumentReviewDue) -> Iterable[Notice]:
    """Whoever keeps it true now."""
    return [Notice(person, DUE, {"document": fact.document_id}) for person in sorted(telling.keepers_of(fact.document_id))]


@announces(ConsultationEnded)
def of_a_consultation_over(fact: ConsultationEnded) -> Iterable[Notice]:
    """The same: it is her move, or theirs."""
    return [Notice(person, OVER, {"document": fact.document_id}) for person in sorted(telling.keepers_of(fact.document_id))]


@shows(*SAID)
def show_reviews(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the document still."""
    seen = telling.documents_seen(actor, {UUID(each.about["document"]) for each in told})
    return {
        each.id: Shown(
            Words(SAID[each.template].msgid, {"title": found.title}),
            Link("library.show", {"document_id": found.id}),
        )
        for each in told
        if (found := seen.get(UUID(each.about["document"]))) is not None
    }
