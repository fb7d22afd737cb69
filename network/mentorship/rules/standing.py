"""A problem made ready, and where it stands once it has a plan: what reasons and prices are read from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from network.mentorship.rules.answers import Plan, TierReading
from network.mentorship.rules.arcs import UNSERVED, Arc, Arcs, Levels, arcs_of, levels_of, worth_of
from network.mentorship.rules.certificate import chosen_arcs
from network.mentorship.rules.checking import check_locks, check_parties, check_weights
from network.mentorship.rules.eligibility import About, HardRule, rules_in_force
from network.mentorship.rules.facts import Side, ready
from network.mentorship.rules.scoring import fit, maxima
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
    arcs = arcs_of(
        [(party.id, party.capacity - taken[party.id], party.mentoring + taken[party.id]) for party in problem.mentors],
        [(party.id, tiers[party.id].tier) for party in problem.mentees if party.id not in locked],
        possible_pairs(problem, mentors, {id_: side for id_, side in mentees.items() if id_ not in locked}),
        problem.weights.fair_load,
        problem.strategy,
    )
    levels = levels_of(arcs)
    return Draft(problem, mentors, mentees, tiers, locked, arcs, levels, worth_of(arcs, levels))


def possible_pairs(problem: Problem, mentors: Mapping[str, Side], mentees: Mapping[str, Side]) -> Iterator[Arc]:
    """Every pair that breaks no hard rule, with its fit."""
    rules = rules_in_force(problem)
    most, kept = maxima(problem.weights), problem.constraints.kept
    offering = keeping_to(rules, About.MENTOR, mentors, problem)
    holds = [rule.holds for rule in rules if rule.about is About.PAIR]
    for mentee_id, mentee in keeping_to(rules, About.MENTEE, mentees, problem):
        for mentor_id, mentor in offering:
            for each in holds:
                if not each(mentor, mentee, problem):
                    break
            else:
                yield mentor_id, mentee_id, fit(mentor, mentee, most), (mentor_id, mentee_id) in kept


def keeping_to(rules: tuple[HardRule, ...], about: About, sides: Mapping[str, Side], problem: Problem) -> list[tuple[str, Side]]:
    """Those that hold to every rule about their own side only."""
    asked = [rule for rule in rules if rule.about is about]
    return [(id_, side) for id_, side in sides.items() if all(rule.holds(side, side, problem) for rule in asked)]


def standing_of(problem: Problem, plan: Plan) -> Standing:
    """Where a stored plan stands, worked out again without solving. The plan must be of this very problem."""
    draft = draft_of(problem)
    free = {pair.mentee_id: pair.mentor_id for pair in plan.pairs if not pair.locked}
    return Standing(draft, chosen_arcs(draft.arcs, free), [plan.proof.prices[mentor] for mentor in draft.arcs.mentors])
