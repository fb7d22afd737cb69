"""Who is told what of files: their sender, when a search for viruses comes to an end."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.files.events import FileCleared, FileFoundInfected
from network.files.queries import described
from network.files.queries.telling import sender_of
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import words

CLEARED, INFECTED = "files.cleared", "files.infected"
SAYS = {
    CLEARED: words("No virus was found in your file “%(name)s”. It can be opened now."),
    INFECTED: words("A virus was found in your file “%(name)s”. It was deleted."),
}


@announces(FileCleared)
def of_a_cleared_file(fact: FileCleared) -> Iterable[Notice]:
    """Who sent it."""
    return _to_sender(fact.file_id, CLEARED)


@announces(FileFoundInfected)
def of_an_infected_file(fact: FileFoundInfected) -> Iterable[Notice]:
    """Who sent it."""
    return _to_sender(fact.file_id, INFECTED)


@shows(*SAYS)
def show_files(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the file still."""
    cards = described(actor, {UUID(each.about["file"]) for each in told})
    return {
        each.id: Shown(words(SAYS[each.template].msgid, name=card.name), Link("files.index"))
        for each in told
        if (card := cards.get(UUID(each.about["file"]))) is not None
    }


def _to_sender(file_id: UUID, template: str) -> Iterable[Notice]:
    sender = sender_of(file_id)
    return (Notice(sender, template, {"file": file_id}, is_urgent=template == INFECTED),) if sender else ()
