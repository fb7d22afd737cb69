"""The best plan is the best: against every plan of small problems and against another solver on larger ones."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.kernel.refusals import Invalid
from network.mentorship.rules import planning
from network.mentorship.rules.answers import Pair, Plan, Proof, Unproven
from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of
from network.mentorship.rules.eligibility import SWITCHED_RULES
from network.mentorship.rules.planning import (
    match,
    price_between,
    replay,
    rule_prices,
    settle_plan,
    without_each,
)
from network.mentorship.rules.problem_file import problem_of, problem_text
from network.mentorship.rules.values import Constraints, Problem, RegionRule, Rules, Strategy, Tier, Wanted, Weights
from tests.mentorship.rules.building import (
    TIERS,
    TODAY,
    best_of,
    every_plan,
    mentee,
    mentor,
    mentors_of,
    problem,
    problems,
    small_arcs,
    standing_on,
)


@settings(max_examples=150, deadline=None)
@given(small_arcs())
def test_no_plan_of_all_plans_is_better_and_ties_go_by_id(arcs: Arcs) -> None:
    assert mentors_of(standing_on(arcs)) == best_of(list(every_plan(arcs))).mentors


@pytest.mark.parametrize("strategy", Strategy)
@pytest.mark.parametrize("seed", range(4))
def test_another_solver_finds_the_same_worth(strategy: Strategy, seed: int) -> None:
    numpy = pytest.importorskip("numpy")
    optimize = pytest.importorskip("scipy.optimize")
    chance = random.Random(seed)
    mentors = [(f"m{index:02}", chance.randint(0, 3), 0) for index in range(12)]
    mentees = [(f"n{index:02}", Tier(chance.randint(1, 3))) for index in range(40)]
    pairs = [(m[0], n[0], chance.randint(0, 1000), False) for m in mentors for n in mentees if chance.random() < 0.2]
    arcs = arcs_of(mentors, mentees, pairs, 0, strategy)
    seats = [index for index, row in enumerate(mentors) for _ in range(row[1])]
    worth = numpy.zeros((len(mentees), len(seats)))
    first = {
        Strategy.COVERAGE: lambda tier: tier * 10**6,
        Strategy.MOST_SERVED: lambda tier: 10**6,
        Strategy.BEST_FIT: lambda tier: 0,
    }
    for row in range(len(mentees)):
        for arc in arcs.of(row):
            for column, seat in enumerate(seats):
                if seat == arcs.mentor[arc]:
                    worth[row, column] = first[strategy](arcs.tiers[row]) + arcs.fit[arc]
    rows, columns = optimize.linear_sum_assignment(worth, maximize=True)
    standing = standing_on(arcs)
    ours = sum(first[strategy](arcs.tiers[row]) + arcs.fit[arc] for row, arc in enumerate(standing.chosen) if arc != UNSERVED)
    assert ours == int(worth[rows, columns].sum())


def shuffled(given_problem: Problem, chance: random.Random) -> Problem:
    def mixed(rows: tuple) -> tuple:
        return tuple(chance.sample(rows, len(rows)))

    turned = [replace(party, wants=mixed(party.wants), availability=mixed(party.availability)) for party in given_problem.mentees]
    return replace(given_problem, mentors=mixed(given_problem.mentors), mentees=mixed(tuple(turned)))


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(given_problem: Problem, chance: random.Random) -> None:
    first, second = match(given_problem), match(shuffled(given_problem, chance))
    assert first == second
    assert first.explanation == second.explanation


@settings(max_examples=30, deadline=None)
@given(problems())
def test_a_stored_problem_replays_to_the_same_plan(given_problem: Problem) -> None:
    text = problem_text(given_problem)
    assert replay(text) == match(given_problem)
    assert problem_text(problem_of(text)) == text


@settings(max_examples=60, deadline=None)
@given(problems())
def test_places_and_hard_rules_hold_in_every_plan(given_problem: Problem) -> None:
    plan = match(given_problem)
    capacity = {party.id: party.capacity for party in given_problem.mentors}
    for id_, places in capacity.items():
        assert sum(pair.mentor_id == id_ for pair in plan.pairs) <= places
    never = given_problem.constraints.forbidden | given_problem.constraints.do_not_pair
    assert not never & {pair.key for pair in plan.pairs}
    assert sorted([pair.mentee_id for pair in plan.pairs] + list(plan.unserved)) == sorted(plan.tiers)


def test_the_most_urgent_is_served_first() -> None:
    near, far = mentee("n1"), mentee("n2", nearest_sex_work_km=400, languages=frozenset({"en", "fr"}))
    assert match(problem([mentor()], [near, far])).mentor_of == {"n2": "m1"}


def test_the_most_served_strategy_looks_at_no_tier() -> None:
    near, far = mentee("n1"), mentee("n2", nearest_sex_work_km=400, languages=frozenset({"en", "fr"}))
    plan = match(problem([mentor()], [near, far], strategy=Strategy.MOST_SERVED))
    assert plan.mentor_of == {"n1": "m1"}


def test_best_fit_may_leave_out_whom_coverage_serves() -> None:
    """One mentor fits the other's only mentee very well; most served still pairs both."""
    mentors = [mentor("m1"), mentor("m2", teaches=frozenset({"outreach"}))]
    picky, easy = mentee("n1", wants=(Wanted("funding"), Wanted("outreach"))), mentee("n2", wants=(Wanted("funding"),))
    weights = Weights(topics=100, context=0, distance=0, availability=0, languages=0, ways=0, mutual=0, earlier=0)
    most = match(problem(mentors, [picky, easy], weights=weights, strategy=Strategy.MOST_SERVED))
    assert most.mentor_of == {"n1": "m2", "n2": "m1"}


def test_a_locked_pair_stays_and_uses_its_place_up() -> None:
    mentors, mentees = [mentor("m1"), mentor("m2")], [mentee("n1"), mentee("n2"), mentee("n3")]
    plan = match(problem(mentors, mentees, constraints=Constraints(locked=frozenset({("m1", "n3")}))))
    assert plan.mentor_of == {"n3": "m1", "n1": "m2"}
    assert [pair.locked for pair in plan.pairs] == [False, True]
    assert plan.unserved == ("n2",)


def test_a_forbidden_pair_is_never_made() -> None:
    plan = match(problem([mentor()], [mentee()], constraints=Constraints(forbidden=frozenset({("m1", "n1")}))))
    assert plan.unserved == ("n1",)


def test_among_equals_the_kept_pair_wins_over_the_order_of_ids() -> None:
    constraints = Constraints(kept=frozenset({("m2", "n1")}))
    assert match(problem([mentor("m1"), mentor("m2")], [mentee()], constraints=constraints)).mentor_of == {"n1": "m2"}


def test_one_point_of_fit_outweighs_every_kept_pair() -> None:
    pairs = [("m1", "n1", 501, False), ("m2", "n1", 500, True), ("m2", "n2", 500, False), ("m1", "n2", 500, True)]
    arcs = arcs_of([("m1", 1, 0), ("m2", 1, 0)], [("n1", Tier.THIRD), ("n2", Tier.THIRD)], pairs, 0, Strategy.COVERAGE)
    assert mentors_of(standing_on(arcs)) == (0, 1)


def test_fair_load_spreads_equal_mentees() -> None:
    mentors = [mentor("m1", capacity=2), mentor("m2", capacity=2)]
    plan = match(problem(mentors, [mentee("n1"), mentee("n2")]))
    assert set(plan.mentor_of.values()) == {"m1", "m2"}
    assert plan.load == 0


def test_mentees_that_a_mentor_has_already_count_for_fair_load() -> None:
    mentors = [mentor("m1", mentoring=1), mentor("m2")]
    assert match(problem(mentors, [mentee()])).mentor_of == {"n1": "m2"}


def test_load_counts_one_step_for_the_second_and_two_for_the_third() -> None:
    plan = match(problem([mentor(capacity=3)], [mentee("n1"), mentee("n2"), mentee("n3")], weights=Weights(fair_load=7)))
    assert plan.load == 7 + 14


@pytest.mark.parametrize(("strategy", "served"), [(Strategy.COVERAGE, 1), (Strategy.MOST_SERVED, 1), (Strategy.BEST_FIT, 0)])
def test_only_for_the_best_fit_a_place_that_costs_more_than_the_pair_fits_stays_free(strategy: Strategy, served: int) -> None:
    arcs = arcs_of([("m1", 1, 1)], [("n1", Tier.THIRD)], [("m1", "n1", 99, False)], 100, strategy)
    assert sum(at is not None for at in mentors_of(standing_on(arcs))) == served


def test_a_round_without_mentors_leaves_everyone_out() -> None:
    plan = match(problem([], [mentee()]))
    assert (plan.pairs, plan.unserved, plan.proof.holds) == ((), ("n1",), True)


@pytest.mark.parametrize(
    ("out", "rules"),
    [({"is_active": False}, Rules()), ({"kind": "shelter"}, Rules(mentor_kinds=frozenset({"clinic"})))],
    ids=["not active", "not of a kind that mentors"],
)
def test_who_may_not_mentor_has_no_pair_and_those_after_it_have(out: dict, rules: Rules) -> None:
    teachers = [mentor("m1", **{"kind": "clinic", **out}), mentor("m2", kind="clinic")]
    assert match(problem(teachers, [mentee("n1"), mentee("n2")], rules=rules)).mentor_of == {"n1": "m2"}


@pytest.mark.parametrize(
    ("out", "rules"),
    [({"is_active": False}, Rules()), ({"kind": "shelter"}, Rules(mentee_kinds=frozenset({"clinic"})))],
    ids=["not active", "not of a kind that gets a mentor"],
)
def test_who_gets_no_mentor_has_no_pair_and_those_after_it_have(out: dict, rules: Rules) -> None:
    seekers = [mentee("n1", **{"kind": "clinic", **out}), mentee("n2", kind="clinic")]
    assert match(problem([mentor("m1", capacity=2)], seekers, rules=rules)).mentor_of == {"n2": "m1"}


def test_waiting_counts_up_to_the_day_of_the_round() -> None:
    waiting = mentee("n2", waiting_since=TODAY - timedelta(days=TIERS.long_wait_days))
    given_problem = problem([mentor()], [mentee("n1"), waiting])
    assert set(match(given_problem).mentor_of) == {"n2"}
    assert set(match(replace(given_problem, as_of=TODAY - timedelta(days=1))).mentor_of) == {"n1"}


def test_a_plan_without_proof_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "settle", lambda arcs, levels, worth, prices, chosen: [UNSERVED] * len(chosen))
    with pytest.raises(Unproven, match="The proof does not hold: another plan may score higher"):
        match(problem([mentor()], [mentee()]))


def test_a_contradictory_problem_is_refused() -> None:
    locked = Constraints(locked=frozenset({("m1", "n1")}), forbidden=frozenset({("m1", "n1")}))
    with pytest.raises(Invalid, match="forbidden"):
        match(problem([mentor()], [mentee()], constraints=locked))


def test_a_rule_has_a_price() -> None:
    mentors = [mentor("m1", languages=frozenset({"fr"}))]
    given_problem = problem(mentors, [mentee()], rules=Rules(shared_way=False))
    prices = rule_prices(given_problem, settle_plan(given_problem)[1])
    assert set(prices) == {"language", "topic"}
    assert prices["language"].served_lost[Tier.THIRD] == -1
    assert prices["topic"].is_free


def test_each_rule_that_is_on_is_switched_off_alone() -> None:
    everything = Rules(
        region=RegionRule.WITHIN,
        max_distance_km=0,
        min_overlap_minutes=1,
        mentor_kinds=frozenset("a"),
        mentor_mandates=frozenset("b"),
        mentee_kinds=frozenset("c"),
        mentee_mandates=frozenset("d"),
    )
    given_problem = problem([], [], rules=everything)
    changed = without_each(given_problem)
    assert [code for code, _ in changed] == [rule.code for rule in SWITCHED_RULES]
    for code, rules in changed:
        still_on = [rule.code for rule in SWITCHED_RULES if rule.is_on(replace(given_problem, rules=rules))]
        assert still_on == [rule.code for rule in SWITCHED_RULES if rule.code != code]


def test_the_price_between_two_plans_is_what_the_first_has_more() -> None:
    def plan(pairs: list[tuple[str, int, Tier, bool]], load: int) -> Plan:
        made = tuple(Pair("m1", mentee_id, fit, tier, kept=kept) for mentee_id, fit, tier, kept in pairs)
        return Plan(Strategy.COVERAGE, made, (), {}, load, Proof({}, 0, 0))

    best = plan([("n1", 700, Tier.FIRST, True), ("n2", 200, Tier.SECOND, True), ("n3", 50, Tier.SECOND, True)], 30)
    other = plan([("n1", 600, Tier.FIRST, False), ("n2", 100, Tier.THIRD, True)], 7)
    price = price_between(best, other)
    assert price.served_lost == {Tier.FIRST: 0, Tier.SECOND: 2, Tier.THIRD: -1}
    assert price.fit_lost == (700 + 200 + 50 - 30) - (600 + 100 - 7)
    assert price.kept_lost == 2


@settings(max_examples=60, deadline=None)
@given(small_arcs((Strategy.COVERAGE,)))
def test_serving_the_urgent_first_costs_nobody_a_place(arcs: Arcs) -> None:
    """Coverage by tier serves as many as the most-served strategy does."""
    assert sum(x is not None for x in mentors_of(standing_on(arcs))) == sum(
        x is not None for x in mentors_of(standing_on(replace(arcs, strategy=Strategy.MOST_SERVED)))
    )
