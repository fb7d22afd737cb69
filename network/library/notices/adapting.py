"""Who is told that the parent of an adaptation says something else to do: those who wrote at the adaptation and see both."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events.endorsing import EndorsementsLapsed
from network.library.queries.reaching import adapted_into, reading, titles_seen, writers_of
from network.library.rules.endorsing import lapses

MOVED = "library.parent_moved"
_SAID = words("%(title)s: what it was adapted from says something else to do now. See what changed.")


@announces(EndorsementsLapsed)
def of_a_major_change(fact: EndorsementsLapsed) -> Iterable[Notice]:
    """The writers of each adaptation who enter the parent's space."""
    for document_id in adapted_into(fact.document_id) if lapses(fact.size_code) else ():
        for person_id in sorted(reading(fact.document_id, writers_of(document_id))):
            yield Notice(person_id, MOVED, {"document": document_id, "parent": fact.document_id}, to_doer=True)


@shows(MOVED)
def show_moved(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see both still."""
    ids = {UUID(each.about[name]) for each in told for name in ("document", "parent")}
    titles = titles_seen(actor, ids)
    return {
        each.id: Shown(
            Words(_SAID.msgid, {"title": titles[UUID(each.about["document"])]}),
            Link("library.parent", {"document_id": UUID(each.about["document"])}),
        )
        for each in told
        if {UUID(each.about["document"]), UUID(each.about["parent"])} <= titles.keys()
    }
