"""Who is told that a pairing began, or was undone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import people_with
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor, Role
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of
from network.pairings.events import PairingBegun, PairingUndone
from network.pairings.queries.telling import Sides, pairings_seen, sides_of

PAIRED, UNDONE = "mentorship.paired", "mentorship.undone"

OF_PAIRINGS = {
    PAIRED: words("Both said yes. A pairing has begun: %(mentor)s and %(mentee)s."),
    UNDONE: words("An answer was replaced, and the pairing ended: %(mentor)s and %(mentee)s."),
}


@announces(PairingBegun)
def of_a_beginning(fact: PairingBegun) -> Iterable[Notice]:
    """The leads of both sides, and the coordinators. Whose yes was the second reads it too."""
    return _of_pairing(PAIRED, fact.pairing_id)


@announces(PairingUndone)
def of_an_undoing(fact: PairingUndone) -> Iterable[Notice]:
    """The same."""
    return _of_pairing(UNDONE, fact.pairing_id)


@shows(*OF_PAIRINGS)
def show_pairings(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the pairing still."""
    seen = pairings_seen(actor, {UUID(each.about["pairing"]) for each in told})
    return {
        each.id: Shown(_said(each.template, sides), Link("pairings.show", {"pairing_id": sides.id}))
        for each in told
        if (sides := seen.get(UUID(each.about["pairing"]))) is not None
    }


def _said(template: str, sides: Sides) -> Words:
    return Words(OF_PAIRINGS[template].msgid, {"mentor": sides.mentor, "mentee": sides.mentee})


def _of_pairing(template: str, pairing_id: UUID) -> Iterator[Notice]:
    sides = sides_of(pairing_id)
    leads = {person for each in leads_of(set(sides)).values() for person in each}
    for person_id in sorted(leads | people_with(Role.COORDINATOR)):
        yield Notice(person_id, template, {"pairing": pairing_id}, to_doer=person_id in leads)
