"""Who is told that an agreement waits for a signature, or has both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of
from network.pairings.events import AgreementSigned, AgreementWritten
from network.pairings.queries.telling import pairings_seen, sides_of

WRITTEN, WHOLE = "pairings.agreement_written", "pairings.agreement_whole"

OF_AGREEMENTS = {
    WRITTEN: words("A version of the agreement waits for both signatures: %(mentor)s and %(mentee)s."),
    WHOLE: words("The agreement is signed by both: %(mentor)s and %(mentee)s."),
}


@announces(AgreementWritten)
def of_a_version(fact: AgreementWritten) -> Iterable[Notice]:
    """The leads of both sides: they sign it."""
    return _to_leads(WRITTEN, fact.pairing_id)


@announces(AgreementSigned)
def of_a_signature(fact: AgreementSigned) -> Iterable[Notice]:
    """The same, once both have signed."""
    return _to_leads(WHOLE, fact.pairing_id) if fact.is_whole else ()


@shows(*OF_AGREEMENTS)
def show_agreements(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the pairing still."""
    seen = pairings_seen(actor, {UUID(each.about["pairing"]) for each in told})
    found = {}
    for each in told:
        sides = seen.get(UUID(each.about["pairing"]))
        if sides is not None:
            text = Words(OF_AGREEMENTS[each.template].msgid, {"mentor": sides.mentor, "mentee": sides.mentee})
            found[each.id] = Shown(text, Link("pairings.show", {"pairing_id": sides.id}))
    return found


def _to_leads(template: str, pairing_id: UUID) -> Iterator[Notice]:
    leads = {person for each in leads_of(set(sides_of(pairing_id))).values() for person in each}
    for person_id in sorted(leads):
        yield Notice(person_id, template, {"pairing": pairing_id})
