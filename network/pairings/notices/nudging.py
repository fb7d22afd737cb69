"""Who is told when a coordinator asks how a pairing goes: the leads of its sides."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words
from network.organizations.queries.telling import leads_of
from network.pairings.events import PairingNudged
from network.pairings.queries.nudging import asked_sides
from network.pairings.queries.telling import pairings_seen
from network.pairings.rules.nudges import ASK_WORDS, Ask

TEMPLATES = {f"pairings.asked.{ask.value}": ask for ask in Ask}


@announces(PairingNudged)
def of_a_nudge(fact: PairingNudged) -> Iterable[Notice]:
    """The leads of the sides that are asked: of a check only those that have not answered it."""
    asked = asked_sides({fact.pairing_id: Ask(fact.ask_code)})
    leads = leads_of(asked.get(fact.pairing_id, ()))
    for person_id in sorted({person for each in leads.values() for person in each}):
        yield Notice(person_id, f"pairings.asked.{fact.ask_code}", {"pairing": fact.pairing_id})


@shows(*TEMPLATES)
def show_nudges(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the pairing still."""
    seen = pairings_seen(actor, {UUID(each.about["pairing"]) for each in told})
    return {
        each.id: Shown(
            Words(ASK_WORDS[TEMPLATES[each.template]].msgid, {"mentor": sides.mentor, "mentee": sides.mentee}),
            Link("pairings.show", {"pairing_id": sides.id}),
        )
        for each in told
        if (sides := seen.get(UUID(each.about["pairing"]))) is not None
    }
