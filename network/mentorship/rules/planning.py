"""From a problem to its best plan, proven, with every reason."""

from collections import Counter
from dataclasses import replace

from network.mentorship.rules.answers import Pair, Plan, Price, Proof, Unproven
from network.mentorship.rules.arcs import UNSERVED
from network.mentorship.rules.certificate import check
from network.mentorship.rules.eligibility import SWITCHED_RULES
from network.mentorship.rules.explaining import explain
from network.mentorship.rules.facts import straight_line_km
from network.mentorship.rules.flow import solve
from network.mentorship.rules.potentials import place_prices
from network.mentorship.rules.problem_file import problem_of
from network.mentorship.rules.scoring import fit, maxima
from network.mentorship.rules.seconds import first_problem
from network.mentorship.rules.standing import Draft, Standing, draft_of
from network.mentorship.rules.ties import settle
from network.mentorship.rules.values import Problem, Rules

RULE_FIELDS = {
    "mentor-kind": ("mentor_kinds", "mentor_mandates"),
    "mentee-kind": ("mentee_kinds", "mentee_mandates"),
    "language": ("shared_language",),
    "way": ("shared_way",),
    "topic": ("wanted_topic",),
    "region": ("region",),
    "distance": ("max_distance_km",),
    "overlap": ("min_overlap_minutes",),
}
ALL_OFF = Rules(shared_language=False, shared_way=False, wanted_topic=False)


def match(problem: Problem) -> Plan:
    """The best plan with its proof and all reasons. Raises Invalid for a contradictory problem, Unproven never to be shown."""
    standing, plan = settle_plan(problem)
    return replace(plan, explanation=explain(standing))


def settle_plan(problem: Problem) -> tuple[Standing, Plan]:
    """The best plan with its proof, and what reasons and prices can be read from."""
    draft = draft_of(problem)
    standing = best_standing(draft)
    return standing, proven_plan(standing)


def best_standing(draft: Draft) -> Standing:
    """Solve, settle ties, and price; the prices are taken from the settled plan, so that they too depend on no solver."""
    arcs, levels, worth = draft.arcs, draft.levels, draft.worth
    solved = solve(arcs, levels, worth)
    chosen = settle(arcs, levels, worth, place_prices(arcs, levels, worth, solved), solved)
    return Standing(draft, chosen, place_prices(arcs, levels, worth, chosen))


def proven_plan(standing: Standing) -> Plan:
    """The plan, if its proof holds; else Unproven."""
    draft = standing.draft
    arcs = draft.arcs
    free = {arcs.mentees[mentee]: arcs.mentors[arcs.mentor[arc]] for mentee, arc in enumerate(standing.chosen) if arc != UNSERVED}
    prices = dict(zip(arcs.mentors, standing.prices, strict=True))
    verdict = check(arcs, free, prices)
    if not verdict.proven:
        raise Unproven(str(verdict.text))
    pairs = [pair_of(draft, mentor, mentee) for mentee, mentor in sorted({**free, **draft.locked}.items())]
    return Plan(
        strategy=arcs.strategy,
        pairs=tuple(pairs),
        unserved=tuple(mentee for mentee in arcs.mentees if mentee not in free),
        tiers={mentee: reading.tier for mentee, reading in sorted(draft.tiers.items())},
        load=load_of(draft.problem, pairs),
        proof=Proof(prices, verdict.value, verdict.bound),
        ahead=frozenset(mentee for mentee, reading in draft.tiers.items() if reading.is_ahead),
    )


def pair_of(draft: Draft, mentor_id: str, mentee_id: str) -> Pair:
    mentor, mentee = draft.mentors[mentor_id], draft.mentees[mentee_id]
    return Pair(
        mentor_id,
        mentee_id,
        fit(mentor, mentee, maxima(draft.problem.weights)),
        draft.tiers[mentee_id].tier,
        straight_line_km(mentor, mentee),
        mentee_id in draft.locked,
        (mentor_id, mentee_id) in draft.problem.constraints.kept,
    )


def load_of(problem: Problem, pairs: list[Pair]) -> int:
    """Fair-load points: nothing for a mentor's first mentee, one step for the second, two for the third."""
    held = Counter(pair.mentor_id for pair in pairs)
    steps = sum(held[party.id] * party.mentoring + held[party.id] * (held[party.id] - 1) // 2 for party in problem.mentors)
    return problem.weights.fair_load * steps


def replay(text: str) -> Plan:
    """The plan of a stored problem, made again from its canonical text; the same to the byte. Second mentors come after it."""
    return match(first_problem(problem_of(text)))


def rule_prices(problem: Problem, plan: Plan) -> dict[str, Price]:
    """What each rule that is switched on costs the plan, {rule's code: price}: each is switched off alone and solved again."""
    return {code: price_between(plan, settle_plan(replace(problem, rules=rules))[1]) for code, rules in without_each(problem)}


def without_each(problem: Problem) -> list[tuple[str, Rules]]:
    """The rules with one switched off, for each that is on."""
    on = {rule.code for rule in SWITCHED_RULES if rule.is_on(problem)}
    changes = {code: {name: getattr(ALL_OFF, name) for name in names} for code, names in RULE_FIELDS.items() if code in on}
    return [(code, replace(problem.rules, **change)) for code, change in changes.items()]


def price_between(best: Plan, other: Plan) -> Price:
    """What is lost from one plan to another of the same organizations; gains are negative."""
    lost = {tier: served - other.served_by_tier[tier] for tier, served in best.served_by_tier.items()}
    kept = sum(pair.kept for pair in best.pairs) - sum(pair.kept for pair in other.pairs)
    ahead = {tier: served - other.ahead_by_tier.get(tier, 0) for tier, served in best.ahead_by_tier.items()}
    return Price(lost, (best.fit - best.load) - (other.fit - other.load), kept, ahead_lost=ahead)
