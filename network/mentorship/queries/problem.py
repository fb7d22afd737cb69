"""The matching problem of a round, as the database has it now, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from network.kernel.actor import Actor
from network.mentorship.models import Answer, Proposal, RoundChoice
from network.mentorship.queries.missed import with_missed
from network.mentorship.queries.parties import Entry, Home, Surroundings, mentors_and_mentees, party_of, surroundings
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ChoiceKind, ProposalState
from network.mentorship.rules.parameters import from_plain
from network.mentorship.rules.values import Constraints, PairKey, Party, Problem, Second
from network.organizations.models import DoNotPair, FreeTime, Organization, OrganizationChoice, OrganizationCommunity, Preference
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, Side
from network.places.models import Community
from network.settings.queries import catalogue
from network.settings.rules import Catalogue
from network.storage.db import db

CONTEXTS = frozenset({"population", "work_setting"})
PREFIXES = {"teaches": "topic", "wants": "topic"}
"""Codes are told apart by their list; both topic lists hold codes of one."""
OWN_LABELS = {
    "access:ferry": "reached by ferry",
    "access:fly-in": "reached by plane",
    "access:winter-road": "reached by winter road",
    "size:hamlet": "fewer than 1,000 people",
    "size:small": "1,000 to 10,000 people",
    "size:town": "10,000 to 50,000 people",
    "size:city": "50,000 people or more",
}


_COLUMNS = (
    Organization.id,
    Organization.name,
    Organization.kind,
    Organization.mandate,
    Organization.status,
    Organization.community_id,
    Organization.capacity,
    Organization.wants_mentor,
    Organization.waiting_since,
)
_PROMISED = (Proposal.mentor_id, Proposal.mentee_id, Proposal.state, Proposal.is_second, Proposal.round_id)
_HOMES = select(Organization.community_id)


@dataclass(slots=True)
class Commitments:
    """What is already promised. `taken` counts places by mentor, outside this round; the rest is of this round's proposals.

    `open` and `open_second` wait for answers; `settled` have their first mentor, by mentee; `has_second` a second one.
    """

    taken: Counter[UUID] = field(default_factory=Counter)
    earlier: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    running: set[tuple[UUID, UUID]] = field(default_factory=set)
    open: set[tuple[UUID, UUID]] = field(default_factory=set)
    declined: set[tuple[UUID, UUID]] = field(default_factory=set)
    open_second: set[tuple[UUID, UUID]] = field(default_factory=set)
    settled: dict[UUID, UUID] = field(default_factory=dict)
    has_second: set[UUID] = field(default_factory=set)


def problem_for(actor: Actor, round_id: UUID) -> Problem:
    """What the engine is to solve. Raises NotFound for whoever may not see the round."""
    row = get_round(actor, round_id)
    parameters = from_plain(row.parameters)
    known = catalogue()
    promised = commitments(row.id)
    homes = _large_homes(known)
    entries = organizations(promised)
    around = surroundings(entries, homes, int(known.get("large_place_population")))
    part = [entry for entry in entries if entry.places > 0 or (entry.wants_mentor and UUID(entry.id) not in promised.settled)]
    part = [replace(entry, wants_mentor=False) if UUID(entry.id) in promised.settled else entry for entry in part]
    mentors, mentees = mentors_and_mentees(part, around, row.as_of)
    both = {party.id for party in mentors}, {party.id for party in mentees}
    mentees = with_missed(mentees, row.id, promised.running)
    decided = decisions_of(row.id)
    bounds = constraints(decided, promised, both)
    again = wanting_more(entries, promised, around, row.as_of)
    return Problem(
        mentors=mentors,
        mentees=mentees,
        as_of=row.as_of,
        rules=parameters.rules,
        weights=parameters.weights,
        tiers=parameters.tiers,
        strategy=parameters.strategy,
        constraints=bounds,
        labels=_labels(known, part),
        second=second_wish(promised, again, bounds, both, decided.seconds) if parameters.second_mentor else None,
    )


def wanting_more(entries: Sequence[Entry], promised: Commitments, around: Surroundings, as_of: date) -> tuple[Party, ...]:
    """Those whose first mentor is settled in this round, with the topics that this one doesn't teach."""
    by_id = {UUID(entry.id): entry for entry in entries}
    found = []
    for mentee, mentor in promised.settled.items():
        if mentee in by_id and mentee not in promised.has_second:
            taught = by_id[mentor].teaches if mentor in by_id else frozenset()
            wants = tuple(topic for topic in by_id[mentee].wants if topic not in taught)
            found.append(party_of(replace(by_id[mentee], wants=wants, wants_mentor=True, places=0, mentoring=0), around, as_of))
    return tuple(found)


def second_wish(
    promised: Commitments,
    again: tuple[Party, ...],
    bounds: Constraints,
    both: tuple[set[str], set[str]],
    placed: frozenset[PairKey],
) -> Second:
    """What the second matching needs to know; a pair that was published as a second one stays while nothing speaks against it.

    `placed` are the pairs that coordinators locked or moved as second ones; who has a second mentor by now is past that.
    """
    seekers, has = both[1] | {party.id for party in again}, frozenset(map(str, promised.has_second))
    never = bounds.forbidden | bounds.locked | bounds.do_not_pair | {(mentee, mentor) for mentor, mentee in bounds.do_not_pair}
    locked = frozenset(pair for pair in placed if pair[1] not in has)
    elsewhere = {mentee for _, mentee in locked}
    kept = {pair for pair in _keys(promised.open_second) if pair[0] in both[0] and pair[1] in seekers and pair not in never}
    kept = {pair for pair in kept if pair in locked or pair[1] not in elsewhere}
    return Second(again, frozenset(kept), has, locked)


def commitments(round_id: UUID) -> Commitments:
    """Pairings, and proposals with the mentor's answer, in two statements."""
    found = Commitments()
    for mentor, mentee, state in db.session.execute(select(Pairing.mentor_id, Pairing.mentee_id, Pairing.state)).tuples():
        if state in RUNNING_PAIRINGS:
            found.taken[mentor] += 1
            found.running.add((mentor, mentee))
        elif state == PairingState.COMPLETED:
            found.earlier[mentee].add(mentor)
    agreed = select(Answer.id).where(
        Answer.proposal_id == Proposal.id,
        Answer.side == Side.MENTOR,
        Answer.is_yes,
        Answer.overturned_at.is_(None),
    )
    asked = select(*_PROMISED, agreed.exists()).where(
        or_(Proposal.state == ProposalState.PROPOSED, Proposal.round_id == round_id)
    )
    for *promise, in_round, is_agreed in db.session.execute(asked):
        if in_round != round_id:
            found.taken[promise[0]] += bool(is_agreed)
        else:
            _note(found, *promise)
    return found


def _note(found: Commitments, mentor: UUID, mentee: UUID, state: str, is_second: bool) -> None:
    """One proposal of this round."""
    if state == ProposalState.DECLINED:
        found.declined.add((mentor, mentee))
    elif state == ProposalState.PROPOSED:
        (found.open_second if is_second else found.open).add((mentor, mentee))
    elif state == ProposalState.ACCEPTED and is_second:
        found.has_second.add(mentee)
    elif state == ProposalState.ACCEPTED:
        found.settled[mentee] = mentor


def organizations(promised: Commitments) -> list[Entry]:
    """Every organization that could take part, or that remoteness is measured from, in six statements."""
    homes = {row.id: home_of(row) for row in db.session.scalars(select(Community).where(Community.id.in_(_HOMES)))}
    asked = (
        select(*_COLUMNS).where(Organization.merged_into_id.is_(None), Organization.status != "closed").order_by(Organization.id)
    )
    rows = db.session.execute(asked).all()
    chosen: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    picked = select(OrganizationChoice.organization_id, OrganizationChoice.list, OrganizationChoice.code)
    for organization_id, name, code in db.session.execute(
        picked.order_by(OrganizationChoice.organization_id, OrganizationChoice.position, OrganizationChoice.code)
    ).tuples():
        chosen[organization_id][name].append(f"{PREFIXES.get(name, name)}:{code}")
    free: dict[UUID, list[tuple[int, int, int]]] = defaultdict(list)
    for organization_id, *hours in db.session.execute(
        select(FreeTime.organization_id, FreeTime.weekday, FreeTime.starts, FreeTime.ends)
    ):
        free[organization_id].append((hours[0], hours[1], hours[2]))
    serves: dict[UUID, set[UUID]] = defaultdict(set)
    for organization_id, community_id in db.session.execute(
        select(OrganizationCommunity.organization_id, OrganizationCommunity.community_id)
    ).tuples():
        serves[organization_id].add(community_id)
    preferred: dict[UUID, set[str]] = defaultdict(set)
    for organization_id, other_id in db.session.execute(select(Preference.organization_id, Preference.other_id)).tuples():
        preferred[organization_id].add(str(other_id))
    locked = Counter(mentor for mentor, _ in promised.open | promised.open_second)
    return [
        replace(
            _entry(row, homes[row.community_id], chosen[row.id], tuple(sorted(free[row.id]))),
            serves=frozenset(serves[row.id]),
            places=max(row.capacity - promised.taken[row.id], locked[row.id], 0),
            mentoring=promised.taken[row.id],
            earlier_with=frozenset(map(str, promised.earlier.get(row.id, ()))),
            preferred=frozenset(preferred[row.id]),
        )
        for row in rows
    ]


def _entry(row: Any, home: Home, chosen: Mapping[str, list[str]], free: tuple[tuple[int, int, int], ...]) -> Entry:
    return Entry(
        id=str(row.id),
        name=row.name,
        kind=row.kind,
        mandate=row.mandate,
        status=row.status,
        home=home,
        languages=frozenset(chosen.get("language", ())),
        ways=frozenset(chosen.get("way", ())),
        teaches=frozenset(chosen.get("teaches", ())),
        wants=tuple(chosen.get("wants", ())),
        contexts=frozenset(code for name in CONTEXTS for code in chosen.get(name, ())),
        free=free,
        wants_mentor=row.wants_mentor,
        waiting_since=row.waiting_since,
    )


def home_of(row: Community) -> Home:
    """A community as matching reads it."""
    return Home(row.id, row.name, row.region_code, row.latitude, row.longitude, row.population, row.access, row.time_zone)


@dataclass(frozen=True, slots=True)
class Decided:
    """What coordinators decided about pairs of a round: locked or moved as first ones, as second ones, forbidden."""

    firsts: frozenset[PairKey]
    seconds: frozenset[PairKey]
    forbidden: frozenset[PairKey]


def decisions_of(round_id: UUID) -> Decided:
    """The decisions that stand. One statement."""
    asked = select(RoundChoice.kind, RoundChoice.is_second, RoundChoice.mentor_id, RoundChoice.mentee_id)
    found: dict[tuple[bool, bool], set[tuple[UUID, UUID]]] = defaultdict(set)
    for kind, is_second, mentor, mentee in db.session.execute(asked.where(RoundChoice.round_id == round_id)).tuples():
        found[kind == ChoiceKind.FORBIDDEN, is_second and kind != ChoiceKind.FORBIDDEN].add((mentor, mentee))
    return Decided(_keys(found[False, False]), _keys(found[False, True]), _keys(found[True, False]))


def constraints(decided: Decided, promised: Commitments, both: tuple[set[str], set[str]]) -> Constraints:
    """What holds of single pairs. One statement. `both` are the ids of the mentors and mentees that take part.

    What was published stays, unless a coordinator decided otherwise since or one of the two no longer takes part. A lock of a
    pair that both have accepted has done its work.
    """
    locked = {pair for pair in decided.firsts if pair[1] not in set(map(str, promised.settled))}
    never = _keys(db.session.execute(select(DoNotPair.organization_id, DoNotPair.other_id)).tuples())
    forbidden = decided.forbidden | _keys(promised.declined | promised.running)
    placed = {mentee for _, mentee in locked}
    stays = frozenset(
        (mentor, mentee)
        for mentor, mentee in _keys(promised.open)
        if mentor in both[0] and mentee in both[1] and mentee not in placed
        if (mentor, mentee) not in forbidden and (mentor, mentee) not in never and (mentee, mentor) not in never
    )
    return Constraints(locked=frozenset(locked) | stays, forbidden=forbidden, do_not_pair=never, kept=stays)


def _keys(pairs: Iterable[tuple[UUID, UUID]]) -> frozenset[PairKey]:
    return frozenset((str(mentor), str(mentee)) for mentor, mentee in pairs)


def _large_homes(known: Catalogue) -> list[Home]:
    asked = select(Community).where(Community.population > int(known.get("large_place_population"))).order_by(Community.id)
    return [home_of(row) for row in db.session.scalars(asked)]


def _labels(known: Catalogue, entries: Iterable[Entry]) -> dict[str, str]:
    """Words for the codes that these organizations use, and no others."""
    used = set[str]()
    for entry in entries:
        used.update(entry.languages, entry.ways, entry.teaches, entry.wants, entry.contexts)
    said = {code: known.label(*code.split(":", 1)) for code in sorted(used)}
    return {**OWN_LABELS, **said}
