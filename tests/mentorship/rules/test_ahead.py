"""Within a tier, who was left out in the round before or let down since goes first; it costs no higher tier, nobody's place."""

import json
import random
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings

from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, levels_of, ranks, worth_of
from network.mentorship.rules.certificate import bound_of, value_of
from network.mentorship.rules.flow import network_of, solve
from network.mentorship.rules.plan_file import Unreadable, arcs_in, plan_of, plan_text, verify
from network.mentorship.rules.planning import match, replay, rule_prices, settle_plan
from network.mentorship.rules.potentials import place_prices
from network.mentorship.rules.prices import PriceList
from network.mentorship.rules.problem_file import problem_of, problem_text
from network.mentorship.rules.seconds import second_problem
from network.mentorship.rules.values import Missed, Party, Problem, Second, Strategy, Tier, Wanted
from tests.mentorship.rules.building import mentee, mentor, problem, problems, small_arcs, standing_on
from tests.mentorship.rules.test_plan_file import sample, written

PLAN_OF_BEFORE = "15c4c7809cdda1f7aa4e4c7ee2f27baa08096d5261fe7d28dfb14b54204f8fec"
PROBLEM_OF_BEFORE = "5e264634f54709d504c0be9e3839e8efda695a331bfdccb7aafa7bcf83407758"
"""Digests of the texts of `sample()` from before anybody could go first within a tier."""
MOST_COST_BY_NODES = 1 << 62
"""Where the solver begins to refuse: cost times nodes."""
WANTS_TWO = (Wanted("funding"), Wanted("outreach"))


def two_for_one(**second: object) -> Problem:
    """One place; the first fits better, since the second wants something besides that the mentor does not teach."""
    teaches = frozenset({"funding"})
    return problem([mentor(teaches=teaches)], [mentee("n1"), mentee("n2", wants=WANTS_TWO, **second)])


def served(given_problem: Problem) -> set[str]:
    return set(match(given_problem).mentor_of)


@pytest.mark.parametrize("how", Missed)
def test_of_two_in_one_tier_the_one_that_missed_a_mentor_goes_first(how: Missed) -> None:
    assert served(two_for_one()) == {"n1"}
    assert served(two_for_one(missed=how, missed_in="Spring")) == {"n2"}


def test_a_higher_tier_still_goes_before_it() -> None:
    waiting = two_for_one(missed=Missed.LEFT_OUT, missed_in="Spring")
    remote = replace(waiting.mentees[0], nearest_sex_work_km=400)
    assert served(replace(waiting, mentees=(remote, waiting.mentees[1]))) == {"n1"}


@pytest.mark.parametrize(("strategy", "who"), [("most-served", "n1"), ("best-fit", "n1"), ("coverage", "n2")])
def test_strategies_without_tiers_know_nothing_of_it(strategy: str, who: str) -> None:
    assert served(replace(two_for_one(missed=Missed.ENDED), strategy=Strategy(strategy))) == {who}


@settings(max_examples=150, deadline=None)
@given(small_arcs(strategies=(Strategy.COVERAGE,)))
def test_as_many_of_each_tier_are_served_as_without_it(arcs: Arcs) -> None:
    def by_tier(numbers: Arcs) -> list[int]:
        chosen = standing_on(numbers).chosen
        return sorted(tier for tier, arc in zip(numbers.tiers, chosen, strict=True) if arc != UNSERVED)

    assert by_tier(arcs) == by_tier(replace(arcs, ahead=(False,) * len(arcs.mentees)))


@given(small_arcs())
def test_ranks_keep_the_order_of_tiers_and_put_those_ahead_on_top_of_theirs(arcs: Arcs) -> None:
    found = list(zip(ranks(arcs), zip(arcs.tiers, arcs.ahead, strict=True), strict=True))
    assert all((rank < other) == (place < beside) for rank, place in found for other, beside in found)
    if not any(arcs.ahead):
        assert ranks(arcs) == list(arcs.tiers)


def test_each_tier_in_which_somebody_goes_first_is_two_ranks() -> None:
    seekers = [("n1", Tier.THIRD), ("n2", Tier.THIRD), ("n3", Tier.SECOND), ("n4", Tier.FIRST), ("n5", Tier.FIRST)]
    assert ranks(arcs_of([], seekers, [], 0, Strategy.COVERAGE, {"n2", "n5"})) == [1, 2, 3, 4, 5]
    assert ranks(arcs_of([], seekers, [], 0, Strategy.COVERAGE, {"n3"})) == [1, 1, 3, 4, 4]


def test_plans_and_problems_of_before_are_the_same_to_the_byte() -> None:
    assert sha256(problem_text(sample()).encode()).hexdigest() == PROBLEM_OF_BEFORE
    assert sha256(written(sample()).encode()).hexdigest() == PLAN_OF_BEFORE


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_problem_reads_back_and_replays(given_problem: Problem) -> None:
    text = problem_text(given_problem)
    assert problem_text(problem_of(text)) == text
    assert replay(text) == match(given_problem)


def test_who_goes_first_stands_in_the_plan_file_and_its_proof() -> None:
    standing, plan = settle_plan(two_for_one(missed=Missed.MENTOR_CLOSED))
    text = plan_text(standing.draft, plan)
    assert plan_of(text) == plan
    assert plan.ahead == {"n2"}
    assert verify(text).proven
    assert arcs_in(text).ahead == (False, True)


@pytest.mark.parametrize(
    "change",
    [
        {"ahead": ["n1"]},
        {"ahead": ["n1", "n2"]},
        {"ahead": []},
        {"ahead": ["n2", "n2"]},
        {"ahead": ["n2", "stranger"]},
        {"ahead": [2]},
        {"format": "matching-plan-1"},
        {"format": "matching-plan-3"},
    ],
)
def test_a_changed_claim_to_go_first_is_found(change: dict) -> None:
    standing, plan = settle_plan(two_for_one(missed=Missed.MENTOR_CLOSED))
    plain = json.loads(plan_text(standing.draft, plan))
    assert not verify(json.dumps({**plain, **change})).proven


def test_a_file_without_the_names_is_of_the_first_format() -> None:
    plain = json.loads(written(sample()))
    assert "ahead" not in plain
    with pytest.raises(Unreadable):
        plan_of(json.dumps({**plain, "format": "matching-plan-2"}))


def test_the_price_of_passing_it_over_again_is_told() -> None:
    standing, _ = settle_plan(two_for_one(missed=Missed.ENDED))
    price = PriceList(standing).force("m1", "n1")
    assert (price.ahead_lost[Tier.THIRD], price.served_lost[Tier.THIRD], price.drops) == (1, 0, "n2")
    assert price.fit_lost < 0
    assert not price.is_free


def test_the_price_of_a_rule_tells_it_too() -> None:
    given_problem = two_for_one(missed=Missed.ENDED, ways=frozenset({"visit"}))
    plan = match(given_problem)
    assert rule_prices(given_problem, plan)["way"].ahead_lost == {Tier.FIRST: 0, Tier.SECOND: 0, Tier.THIRD: -1}


def test_the_reasons_say_why_it_goes_first_and_why_another_is_left_out() -> None:
    plan = match(two_for_one(missed=Missed.LEFT_OUT, missed_in="Spring"))
    assert plan.explanation is not None
    (sign,) = plan.explanation.served["n2"].tier.signs
    assert str(sign) == 'First in its tier: left out in the round "Spring".'
    why = [str(each) for each in plan.explanation.unserved["n1"].why]
    assert why[1] == "Those placed there come first by tier, then by having been left out before, then by total fit."


def test_it_makes_no_tier() -> None:
    plan = match(two_for_one(missed=Missed.MENTOR_RESTS))
    assert set(plan.tiers.values()) == {Tier.THIRD}


def test_for_a_second_mentor_nobody_goes_first() -> None:
    party: Party = mentee(missed=Missed.LEFT_OUT, missed_in="Spring", wants=WANTS_TWO)
    teachers = [mentor("m1", teaches=frozenset({"funding"})), mentor("m2", teaches=frozenset({"outreach"}))]
    whole = problem(teachers, [party], second=Second())
    seekers = second_problem(whole, match(replace(whole, second=None))).mentees
    assert [(each.missed, each.missed_in) for each in seekers] == [(None, "")]


def test_a_round_of_2_000_by_20_000_is_solved_and_proven() -> None:
    chance = random.Random(7)
    mentors = [(f"m{index:04}", chance.randint(1, 18), chance.randint(0, 3)) for index in range(2_000)]
    names = [f"n{index:05}" for index in range(20_000)]
    mentees = [(each, Tier(chance.randint(1, 3))) for each in names]
    pairs = [
        (f"m{index:04}", each, chance.randint(0, 1000), chance.random() < 0.2)
        for each in names
        for index in chance.sample(range(2_000), 3)
    ]
    arcs = arcs_of(mentors, mentees, pairs, 100, Strategy.COVERAGE, {each for each in names if chance.random() < 0.3})
    levels = levels_of(arcs)
    worth = worth_of(arcs, levels)
    assert max(worth) * (len(arcs.mentors) + len(arcs.mentees) + 1) < MOST_COST_BY_NODES
    assert max(network_of(arcs, levels, worth)[3]) < max(worth)
    chosen = solve(arcs, levels, worth)
    assert value_of(arcs, levels, chosen) == bound_of(arcs, levels, place_prices(arcs, levels, worth, chosen))
