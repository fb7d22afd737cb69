"""Who is told of the short checks: who is asked, and coordinators of an answer that needs them; never the other side."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import people_with
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor, Role
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of
from network.pairings.events import CheckAnswered, CheckDue
from network.pairings.queries.checks import is_troubled
from network.pairings.queries.telling import Sides, pairings_seen, sides_of

DUE, TROUBLED = "pairings.check", "pairings.troubled"
SAID = {
    DUE: words("%(mentor)s and %(mentee)s: a short check waits for you. It takes under a minute."),
    TROUBLED: words("%(mentor)s and %(mentee)s: a side says that it does not work, or is not sure."),
}


@announces(CheckDue)
def of_a_check(fact: CheckDue) -> Iterable[Notice]:
    """The leads of both sides."""
    leads = leads_of(set(sides_of(fact.pairing_id)))
    for person_id in sorted({person for each in leads.values() for person in each}):
        yield Notice(person_id, DUE, {"pairing": fact.pairing_id})


@announces(CheckAnswered)
def of_an_answer(fact: CheckAnswered) -> Iterable[Notice]:
    """Coordinators, where it needs them; nobody else, whatever it is."""
    if is_troubled(fact.check_id):
        for person_id in sorted(people_with(Role.COORDINATOR)):
            yield Notice(person_id, TROUBLED, {"pairing": fact.pairing_id})


@shows(*SAID)
def show_checks(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the pairing still; of answers to coordinators of neither side."""
    seen = pairings_seen(actor, {UUID(each.about["pairing"]) for each in told})
    return {
        each.id: Shown(
            Words(SAID[each.template].msgid, {"mentor": sides.mentor, "mentee": sides.mentee}),
            Link("pairings.checks", {"pairing_id": sides.id}),
        )
        for each in told
        if (sides := seen.get(UUID(each.about["pairing"]))) is not None and (each.template == DUE or _may_know(actor, sides))
    }


def _may_know(actor: Actor, sides: Sides) -> bool:
    """Whoever coordinates and belongs to one of the two is the other side to the other."""
    return actor.is_coordinator and not actor.organization_ids & {sides.mentor_id, sides.mentee_id}
