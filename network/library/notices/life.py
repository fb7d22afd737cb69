"""Who is told of a text on its way, and how far a change reaches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events import ConsultationOpened, DocumentWithdrawn, ReviewAsked, VersionApproved, VersionReturned
from network.library.queries import telling
from network.library.rules import life
from network.library.rules.states import ChangeSize

CONSULTATION, REVIEW, RETURNED, APPROVED, MEDIUM, MAJOR, WITHDRAWN = (
    f"library.{name}" for name in ("consultation", "review", "returned", "approved", "medium", "major", "withdrawn")
)
SAID = {
    CONSULTATION: words("%(title)s: your comments are asked for."),
    REVIEW: words("%(title)s: it waits for somebody to approve it."),
    RETURNED: words("%(title)s: the text is back with you, with a reason."),
    APPROVED: words("%(title)s: the text that you wrote is approved, and in force."),
    MEDIUM: words("%(title)s: a new version says something that the one before did not."),
    MAJOR: words("%(title)s: a new version says to do something else. Look whether it still holds for you."),
    WITHDRAWN: words("%(title)s: it holds no more. The reason is on its page."),
}
REACHED: Mapping[life.Told, Callable[[UUID], frozenset[UUID]]] = {
    life.Told.STEWARD: telling.keepers_of,
    life.Told.ADOPTERS: telling.adopters_of,
    life.Told.ENDORSERS: telling.endorsers_of,
    life.Told.ADAPTERS: telling.adapters_of,
}


@announces(ConsultationOpened)
def of_a_consultation(fact: ConsultationOpened) -> Iterable[Notice]:
    """The leads of organizations who enter its space."""
    return _to(telling.leads_of_space(fact.document_id), CONSULTATION, fact.document_id)


@announces(ReviewAsked)
def of_a_review(fact: ReviewAsked) -> Iterable[Notice]:
    """Who can approve it."""
    return _to(telling.approvers_of(fact.document_id, fact.number), REVIEW, fact.document_id)


@announces(VersionReturned)
def of_a_return(fact: VersionReturned) -> Iterable[Notice]:
    """Its writers."""
    return _to(telling.writers_of(fact.document_id, fact.number), RETURNED, fact.document_id)


@announces(VersionApproved)
def of_an_approval(fact: VersionApproved) -> Iterable[Notice]:
    """Its writers; and as far as the size of the change reaches. A first text changes nothing that anybody builds on."""
    size, writers = ChangeSize(fact.size_code), telling.writers_of(fact.document_id, fact.number)
    reached = life.TOLD[size] if fact.number > 1 else ()
    people = {person for each in reached for person in REACHED[each](fact.document_id)}
    yield from _to(writers, APPROVED, fact.document_id)
    yield from _to(people - writers, MAJOR if size is ChangeSize.MAJOR else MEDIUM, fact.document_id)


@announces(DocumentWithdrawn)
def of_a_withdrawal(fact: DocumentWithdrawn) -> Iterable[Notice]:
    """Everybody whom a change of what it says to do would reach."""
    people = {person for each in REACHED.values() for person in each(fact.document_id)}
    return _to(people, WITHDRAWN, fact.document_id)


@shows(*SAID)
def show_life(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the document still."""
    seen = telling.documents_seen(actor, {UUID(each.about["document"]) for each in told})
    return {
        each.id: Shown(Words(SAID[each.template].msgid, {"title": found.title}), Link("library.show", {"document_id": found.id}))
        for each in told
        if (found := seen.get(UUID(each.about["document"]))) is not None
    }


def _to(people: Iterable[UUID], template: str, document_id: UUID) -> Iterable[Notice]:
    return [Notice(person, template, {"document": document_id}) for person in sorted(people)]
