"""Who would be asked what, before anybody is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of
from network.pairings.models import Pairing
from network.pairings.queries.board import BoardNarrowing, Watched, watched
from network.pairings.queries.checks import open_sides
from network.pairings.queries.pairings import PairingLine
from network.pairings.rules.nudges import ASK_WORDS, Ask, ask_for
from network.policy import Permission, authorize
from network.storage.reading import rows

MOST = 100
OF_A_SIDE = words("You belong to one of the two. Let another coordinator ask.")


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """One pairing of a plan: what its sides are asked and who gets it, or why nobody does."""

    line: PairingLine
    ask: Ask | None
    says: Words | None
    names: tuple[str, ...]
    why_not: Words | None


@dataclass(frozen=True, slots=True)
class NudgePlan:
    """Who would get what. `seen` is the same as long as nothing changed."""

    lines: tuple[NudgeLine, ...]
    seen: str

    @property
    def asks(self) -> dict[UUID, Ask]:
        """What goes, by pairing."""
        return {each.line.id: each.ask for each in self.lines if each.ask is not None and each.why_not is None}

    @property
    def people(self) -> int:
        """How many get something."""
        return sum(len(each.names) for each in self.lines if each.why_not is None)


def nudge_plan(actor: Actor, pairing_ids: Collection[UUID]) -> NudgePlan:
    """For these pairings, as they are now. Eight statements. Raises Denied."""
    authorize(actor, Permission.PAIRING_NUDGE)
    found = watched(actor, BoardNarrowing(), list(pairing_ids)[:MOST])
    asks = {each.line.id: ask for each in found if (ask := ask_for(each.health)) is not None}
    partial = {each.line.id for each in found if asks.get(each.line.id) is Ask.CHECK and _is_of_a_side(actor, each.line)}
    asked = asked_sides({id: ask for id, ask in asks.items() if id not in partial})
    leads = leads_of({id for sides in asked.values() for id in sides})
    names = _names({person for each in leads.values() for person in each})
    made = (_line(each, asked.get(each.line.id, ()), leads, names) for each in found)
    lines = tuple(replace(each, why_not=OF_A_SIDE) if each.line.id in partial else each for each in made)
    text = "|".join(f"{each.line.id} {each.ask} {each.why_not is None} {each.names}" for each in lines)
    return NudgePlan(lines, sha256(text.encode()).hexdigest())


def asked_sides(asks: Mapping[UUID, Ask]) -> dict[UUID, tuple[UUID, ...]]:
    """By pairing: the organizations that are asked. Of a check only those that have not answered it. Two statements."""
    found = rows(select(Pairing.id, Pairing.mentor_id, Pairing.mentee_id).where(Pairing.id.in_(tuple(asks))))
    unanswered = open_sides(asks)
    return {
        id: tuple(side for side in sides if asks[id] is not Ask.CHECK or side in unanswered.get(id, ())) for id, *sides in found
    }


def _is_of_a_side(actor: Actor, line: PairingLine) -> bool:
    """Who a check goes to says who has not answered it, which the other side never learns."""
    return bool({line.mentor.id, line.mentee.id} & actor.organization_ids)


def _line(each: Watched, sides: Collection[UUID], leads: Mapping[UUID, frozenset[UUID]], names: Mapping[UUID, str]) -> NudgeLine:
    ask, today = ask_for(each.health), clock.today()
    people = {person for side in sides for person in leads.get(side, ())}
    told = tuple(sorted(names[person] for person in people if person in names))
    says = Words(ASK_WORDS[ask].msgid, {"mentor": each.line.mentor.name, "mentee": each.line.mentee.name}) if ask else None
    return NudgeLine(each.line, ask, says, told, _why_not(each, ask, bool(told), today))


def _why_not(each: Watched, ask: Ask | None, has_readers: bool, today: date) -> Words | None:
    if ask is None:
        return words("A notice would not help here. Call.")
    if not has_readers:
        return words("No lead of either side can sign in. Call.")
    if each.nudged_on is not None and each.nudged_on >= today:
        return words("They were asked today already.")
    return None


def _names(person_ids: Collection[UUID]) -> dict[UUID, str]:
    return dict(rows(select(Person.id, Person.name).where(Person.id.in_(tuple(person_ids)))))
