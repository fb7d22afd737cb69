"""A problem made ready, and where it stands once it has a plan: what reasons and prices are read from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress

from network.mentorship.rules.alike import Rows
from network.mentorship.rules.answers import Plan, TierReading
from network.mentorship.rules.arcs import UNSERVED, Arcs, Levels, Row, arcs_in_order, levels_of, worth_of
from network.mentorship.rules.certificate import chosen_arcs
from network.mentorship.rules.checking import check_locks, check_parties, check_weights
from network.mentorship.rules.eligibility import About, HardRule, rules_in_force
from network.mentorship.rules.facts import Side, ready
from network.mentorship.rules.scoring import MEASURES, maxima, points
from network.mentorship.rules.tiers import tier_of
from network.mentorship.rules.values import Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked problem with its organizations made ready and its possible pairs scored. Locked mentees have no arcs."""

    problem: Problem
    mentors: Mapping[str, Side]
    mentees: Mapping[str, Side]
    tiers: Mapping[str, TierReading]
    locked: Mapping[str, str]
    """Mentor by mentee."""
    arcs: Arcs
    levels: Levels
    worth: Sequence[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft with a best plan: for each free mentee its arc or UNSERVED, for each mentor the price of a place."""

    draft: Draft
    chosen: Sequence[int]
    prices: Sequence[int]

    def mentor_of(self, mentee: int) -> int | None:
        arc = self.chosen[mentee]
        return None if arc == UNSERVED else self.draft.arcs.mentor[arc]


def draft_of(problem: Problem) -> Draft:
    """Check, make ready, score. Raises Invalid when the problem contradicts itself."""
    check_parties(problem)
    check_weights(problem.weights)
    mentors = {party.id: ready(party) for party in problem.mentors}
    mentees = {party.id: ready(party) for party in problem.mentees}
    check_locks(problem, mentors, mentees)
    tiers = {party.id: tier_of(party, problem.tiers, problem.as_of) for party in problem.mentees}
    locked = {mentee: mentor for mentor, mentee in problem.constraints.locked}
    taken = Counter(locked.values())
    offers = sorted((party.id, party.capacity - taken[party.id], party.mentoring + taken[party.id]) for party in problem.mentors)
    seekers = sorted((party.id, tiers[party.id].tier) for party in problem.mentees if party.id not in locked)
    free = [mentees[mentee] for mentee, _ in seekers]
    rows = possible_pairs(problem, [mentors[mentor] for mentor, *_ in offers], free)
    ahead = {mentee for mentee, reading in tiers.items() if reading.is_ahead}
    arcs = arcs_in_order(offers, seekers, rows, problem.weights.fair_load, problem.strategy, ahead)
    levels = levels_of(arcs)
    return Draft(problem, mentors, mentees, tiers, locked, arcs, levels, worth_of(arcs, levels))


def possible_pairs(problem: Problem, mentors: Sequence[Side], mentees: Iterable[Side]) -> Iterator[Row]:
    """For each mentee the mentors with whom it breaks no hard rule, by their place in the order, and the fit with each."""
    rules = rules_in_force(problem)
    offering = [keeps_to(rules, About.MENTOR, side, problem) for side in mentors]
    allowed = [Rows(problem, mentors, partial(holds, rule, problem), rule.depends) for rule in rules if rule.about is About.PAIR]
    scores = [
        Rows(problem, mentors, partial(points, measure, maximum), measure.depends)
        for measure, maximum in zip(MEASURES, maxima(problem.weights), strict=True)
        if maximum
    ]
    kept = problem.constraints.kept
    for mentee in mentees:
        if not keeps_to(rules, About.MENTEE, mentee, problem):
            yield (), (), ()
            continue
        may = list(map(all, zip(offering, *(rows.of(mentee) for rows in allowed), strict=True)))
        found = list(compress(range(len(mentors)), may))
        fits = list(compress(map(sum, zip(*(rows.of(mentee) for rows in scores), strict=True)), may))
        yield found, fits, [(mentors[index].party.id, mentee.party.id) in kept for index in found] if kept else bytes(len(found))


def holds(rule: HardRule, problem: Problem, mentor: Side, mentee: Side) -> bool:
    return rule.holds(mentor, mentee, problem)


def keeps_to(rules: Iterable[HardRule], about: About, side: Side, problem: Problem) -> bool:
    """Whether an organization holds to every rule about its own side only."""
    return all(rule.holds(side, side, problem) for rule in rules if rule.about is about)


def standing_of(problem: Problem, plan: Plan) -> Standing:
    """Where a stored plan stands, worked out again without solving. The plan must be of this very problem."""
    draft = draft_of(problem)
    free = {pair.mentee_id: pair.mentor_id for pair in plan.pairs if not pair.locked}
    return Standing(draft, chosen_arcs(draft.arcs, free), [plan.proof.prices[mentor] for mentor in draft.arcs.mentors])
