"""Who is told about circles: the leads of the host and of the organizations in one; who is out of it learns no more than that."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of, names_seen
from network.pairings.events import CircleEnded, CircleHostChanged, CircleJoined, CircleLeft, CircleOpened, CircleSessionLogged
from network.pairings.queries import circle_facts
from network.pairings.queries.telling import circles_seen

OPENED, JOINED, LEFT, HOST, MET, ENDED = (
    f"pairings.circle_{name}" for name in ("opened", "joined", "left", "host", "met", "ended")
)
SAID = {
    OPENED: words("%(circle)s: a circle was opened, and your organization hosts it."),
    JOINED: words("%(circle)s: %(organization)s has come into the circle."),
    HOST: words("%(circle)s: %(organization)s hosts the circle from now on."),
    MET: words("%(circle)s: a meeting was logged."),
    ENDED: words("%(circle)s: the circle has ended. What you wrote stays readable."),
}
OUT = words("Your organization is in a circle no more. If it waits for a mentor, it keeps its place in line.")


@announces(CircleOpened)
def of_an_opening(fact: CircleOpened) -> Iterable[Notice]:
    """The leads of the host."""
    return _to_leads({fact.organization_id}, OPENED, fact.circle_id)


@announces(CircleJoined)
def of_a_joining(fact: CircleJoined) -> Iterable[Notice]:
    """Everybody in it, and the host."""
    return _to_all(JOINED, fact.circle_id, fact.organization_id)


@announces(CircleLeft)
def of_a_leaving(fact: CircleLeft) -> Iterable[Notice]:
    """The leads of the organization that is out. Why, and who is in it still, is not said."""
    return _to_leads({fact.organization_id}, LEFT, fact.circle_id)


@announces(CircleHostChanged)
def of_a_host(fact: CircleHostChanged) -> Iterable[Notice]:
    """Everybody in it, and both hosts."""
    yield from _to_all(HOST, fact.circle_id, fact.organization_id)
    if fact.other_id not in circle_facts(fact.circle_id).organization_ids:
        yield from _to_leads({fact.other_id}, LEFT, fact.circle_id)


@announces(CircleSessionLogged)
def of_a_meeting(fact: CircleSessionLogged) -> Iterable[Notice]:
    """Everybody in it, and the host."""
    return _to_all(MET, fact.circle_id)


@announces(CircleEnded)
def of_an_end(fact: CircleEnded) -> Iterable[Notice]:
    """Everybody in it, and the host."""
    return _to_all(ENDED, fact.circle_id)


@shows(LEFT)
def show_leaving(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """A sentence without a name: who is out does not see the circle any more."""
    return {each.id: Shown(OUT, Link("pairings.circles")) for each in told}


@shows(*SAID)
def show_circles(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the circle, with its name, still."""
    seen = circles_seen(actor, {UUID(each.about["circle"]) for each in told})
    names = names_seen(actor, {UUID(each.about["organization"]) for each in told if "organization" in each.about})
    found = {}
    for each in told:
        circle_id, about = UUID(each.about["circle"]), each.about.get("organization")
        name = names.get(UUID(about)) if about else ""
        if circle_id in seen and name is not None:
            values = {"circle": seen[circle_id], "organization": name}
            found[each.id] = Shown(Words(SAID[each.template].msgid, values), Link("pairings.circle", {"circle_id": circle_id}))
    return found


def _to_all(template: str, circle_id: UUID, organization_id: UUID | None = None) -> Iterator[Notice]:
    return _to_leads(circle_facts(circle_id).organization_ids, template, circle_id, organization_id)


def _to_leads(
    organization_ids: Collection[UUID], template: str, circle_id: UUID, organization_id: UUID | None = None
) -> Iterator[Notice]:
    about = {"circle": circle_id} if organization_id is None else {"circle": circle_id, "organization": organization_id}
    for person_id in sorted({person for each in leads_of(set(organization_ids)).values() for person in each}):
        yield Notice(person_id, template, about)
