"""Who is told that a document is to be looked through: its steward, else the leads of whoever keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import words
from network.library.events import DocumentReviewDue
from network.library.queries import telling

DUE = "library.review_due"


@announces(DocumentReviewDue)
def of_a_review_due(fact: DocumentReviewDue) -> Iterable[Notice]:
    """Whoever keeps it true now."""
    return [Notice(person, DUE, {"document": fact.document_id}) for person in sorted(telling.keepers_of(fact.document_id))]


@shows(DUE)
def show_reviews(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the document still."""
    seen = telling.documents_seen(actor, {UUID(each.about["document"]) for each in told})
    return {
        each.id: Shown(
            words("%(title)s: it is time to look it through. Does it still hold?", title=found.title),
            Link("library.show", {"document_id": found.id}),
        )
        for each in told
        if (found := seen.get(UUID(each.about["document"]))) is not None
    }
