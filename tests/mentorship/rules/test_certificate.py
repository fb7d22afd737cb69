"""The checker believes nobody: each way to spoil a plan or its proof is found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.mentorship.rules.answers import BEST_PLAN, Proof, Unproven
from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, levels_of, place_cost, worth_of
from network.mentorship.rules.certificate import NotAPlan, Verdict, agrees, bound_of, check, chosen_arcs, value_of
from network.mentorship.rules.potentials import place_prices
from network.mentorship.rules.standing import Standing
from network.mentorship.rules.values import Strategy, Tier
from tests.mentorship.rules.building import best_of, every_plan, mentors_of, small_arcs, standing_on


def pairs_in(standing: Standing) -> dict[str, str]:
    arcs = standing.draft.arcs
    return {arcs.mentees[who]: arcs.mentors[at] for who, at in enumerate(mentors_of(standing)) if at is not None}


def prices_in(standing: Standing) -> dict[str, int]:
    return dict(zip(standing.draft.arcs.mentors, standing.prices, strict=True))


def judged(arcs: Arcs) -> tuple[dict[str, str], dict[str, int]]:
    standing = standing_on(arcs)
    return pairs_in(standing), prices_in(standing)


@settings(max_examples=100, deadline=None)
@given(small_arcs())
def test_every_best_plan_is_proven(arcs: Arcs) -> None:
    verdict = check(arcs, *judged(arcs))
    assert (verdict.proven, verdict.text) == (True, BEST_PLAN)


@settings(max_examples=100, deadline=None)
@given(small_arcs(), st.data())
def test_no_prices_prove_a_plan_that_is_not_the_best(arcs: Arcs, data: st.DataObject) -> None:
    plans = list(every_plan(arcs))
    best = best_of(plans)
    worse = [plan for plan in plans if plan.goal != best.goal]
    if not worse:
        return
    plan = data.draw(st.sampled_from(worse))
    pairs = {arcs.mentees[who]: arcs.mentors[at] for who, at in enumerate(plan.mentors) if at is not None}
    any_price = st.integers(-(10**7), 10**7)
    prices = {mentor: data.draw(any_price) for mentor in arcs.mentors}
    assert not check(arcs, pairs, prices).proven
    assert not check(arcs, pairs, prices_in(standing_on(arcs))).proven


@settings(max_examples=60, deadline=None)
@given(small_arcs(), st.data())
def test_the_bound_holds_at_any_prices(arcs: Arcs, data: st.DataObject) -> None:
    pairs, _ = judged(arcs)
    verdict = check(arcs, pairs, {mentor: data.draw(st.integers(-(10**6), 10**6)) for mentor in arcs.mentors})
    assert verdict.bound >= verdict.value


@settings(max_examples=60, deadline=None)
@given(small_arcs((Strategy.COVERAGE, Strategy.MOST_SERVED)))
def test_a_plan_with_one_pair_dropped_is_rejected(arcs: Arcs) -> None:
    pairs, prices = judged(arcs)
    for mentee in pairs:
        fewer = {who: mentor for who, mentor in pairs.items() if who != mentee}
        assert not check(arcs, fewer, prices).proven


def contested() -> Arcs:
    pairs = [("m1", "n1", 900, False), ("m1", "n2", 400, False), ("m2", "n2", 100, False)]
    mentees = [("n1", Tier.FIRST), ("n2", Tier.FIRST)]
    return arcs_of([("m1", 1, 0), ("m2", 1, 0)], mentees, pairs, 10, Strategy.COVERAGE)


def test_a_wrong_price_is_rejected() -> None:
    pairs, prices = judged(contested())
    levels = levels_of(contested())
    for change in (-301, 5 * levels.tier):
        assert not check(contested(), pairs, {**prices, "m1": prices["m1"] + change}).proven


@pytest.mark.parametrize(
    "spoil",
    [
        lambda prices: {},
        lambda prices: {"m1": prices["m1"]},
        lambda prices: {**prices, "m9": 0},
        lambda prices: {**prices, "m1": float(prices["m1"])},
        lambda prices: {**prices, "m1": None},
        lambda prices: {**prices, "m1": True},
    ],
)
def test_prices_must_be_whole_and_one_a_mentor(spoil) -> None:
    pairs, prices = judged(contested())
    verdict = check(contested(), pairs, spoil(prices))
    assert str(verdict.text) == "The proof does not give one whole price for each mentor."
    assert (verdict.proven, verdict.value) == (False, check(contested(), pairs, prices).value)


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ({"n1": "m1", "n2": "m1"}, "The plan gives a mentor more organizations than it has places."),
        ({"n1": "m2"}, "The plan holds a pair that is not among the possible ones."),
        ({"n1": "m9"}, "The plan holds a pair that is not among the possible ones."),
        ({"n9": "m1"}, "The plan names an organization that the problem does not know."),
    ],
)
def test_an_impossible_plan_is_rejected(pairs: dict[str, str], text: str) -> None:
    with pytest.raises(NotAPlan, match=f"^{re.escape(text)}$"):
        value_of(contested(), levels_of(contested()), chosen_arcs(contested(), pairs))
    _, prices = judged(contested())
    verdict = check(contested(), pairs, prices)
    assert (verdict.proven, str(verdict.text)) == (False, text)


def test_a_worse_plan_says_that_the_proof_does_not_hold() -> None:
    _, prices = judged(contested())
    verdict = check(contested(), {"n2": "m1"}, prices)
    assert str(verdict.text) == "The proof does not hold: another plan may score higher."
    assert (verdict.proven, verdict.value < verdict.bound) == (False, True)


@pytest.mark.parametrize(("price", "bound"), [(-3, 13), (0, 10), (1, 1 + 9), (2, 2 + 8), (9, 9 + 1), (10, 10), (11, 11)])
def test_the_bound_has_every_unit_that_a_place_earns_and_a_mentee_keeps(price: int, bound: int) -> None:
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.FIRST)], [("m1", "n1", 10, False)], 0, Strategy.BEST_FIT)
    assert bound_of(arcs, levels_of(arcs), [price]) == bound


def test_a_proof_must_state_the_numbers_found() -> None:
    verdict = Verdict(True, BEST_PLAN, 7, 7)
    assert agrees(verdict, Proof({}, 7, 7))
    assert not agrees(verdict, Proof({}, 6, 7))
    assert not agrees(verdict, Proof({}, 7, 8))
    assert not agrees(Verdict(False, BEST_PLAN, 7, 7), Proof({}, 7, 7))


def test_prices_never_settle_for_a_plan_that_moves_could_improve() -> None:
    pairs = [("m1", "n1", 0, False), ("m2", "n1", 900, False), ("m1", "n2", 900, False), ("m2", "n2", 0, False)]
    arcs = arcs_of([("m1", 1, 0), ("m2", 1, 0)], [("n1", Tier.FIRST), ("n2", Tier.FIRST)], pairs, 0, Strategy.COVERAGE)
    levels = levels_of(arcs)
    crossed = [arcs.of(0)[0], arcs.of(1)[1]]
    with pytest.raises(Unproven, match=r"^the prices never settle$"):
        place_prices(arcs, levels, worth_of(arcs, levels), crossed)


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_place_that_nobody_wants_has_no_price_however_many_its_mentor_has(taken: int) -> None:
    arcs = arcs_of([("m1", 1, 0), ("m2", 1, taken)], [("n1", Tier.FIRST)], [("m1", "n1", 9, False)], 10, Strategy.COVERAGE)
    levels = levels_of(arcs)
    assert place_prices(arcs, levels, worth_of(arcs, levels), list(arcs.of(0)))[1] == 0


def test_levels_leave_room_for_all_that_lies_below() -> None:
    pairs = [("m1", "n1", 1000, True), ("m1", "n2", 0, False), ("m2", "n2", 3, True)]
    arcs = arcs_of([("m1", 1, 2), ("m2", 3, 0)], [("n1", Tier.FIRST), ("n2", Tier.THIRD)], pairs, 7, Strategy.COVERAGE)
    levels = levels_of(arcs)
    assert levels.fit == 5
    best_fits, loads_with_one_place_more = 2 * (1000 * 5 + 1), 7 * 5 * ((2 + 3) + (0 + 1))
    assert levels.tier == best_fits + loads_with_one_place_more + 1
    assert list(worth_of(arcs, levels)) == [3 * levels.tier + 5001, levels.tier, levels.tier + 16]
    assert [place_cost(arcs, levels, 0, used) for used in range(2)] == [2 * 7 * 5, 3 * 7 * 5]
    assert arcs.usable_places() == [1, 1]


@given(st.integers(0, 40), st.integers(-(10**6), 10**6), st.data())
def test_a_difference_can_be_taken_apart(kept: int, fit: int, data: st.DataObject) -> None:
    pairs = [("m", f"n{index}", 0, True) for index in range(kept)]
    arcs = arcs_of([("m", 1, 0)], [(f"n{index}", Tier.FIRST) for index in range(kept)], pairs, 0, Strategy.COVERAGE)
    levels = levels_of(arcs)
    difference = data.draw(st.integers(-kept, kept))
    assert levels.split(fit * levels.fit + difference) == (fit, difference)


def test_a_difference_beyond_what_fractions_can_hold_is_taken_apart_exactly() -> None:
    arcs = arcs_of([("m", 1, 0)], [("n", Tier.FIRST)], [("m", "n", 0, True)], 0, Strategy.COVERAGE)
    levels, huge = levels_of(arcs), 10**17 + 1
    assert levels.split(huge * levels.fit - 1) == (huge, -1)


def test_prices_settle_in_as_many_turns_as_there_are_mentors() -> None:
    """The first mentor has its turn, the second makes it dearer, it has another: two turns, two mentors."""
    pairs = [("m1", "n1", 500, False), ("m2", "n2", 500, False), ("m1", "n2", 400, False), ("m2", "n3", 300, False)]
    arcs = arcs_of([("m1", 1, 0), ("m2", 1, 0)], [(f"n{index}", Tier.FIRST) for index in (1, 2, 3)], pairs, 0, Strategy.COVERAGE)
    levels = levels_of(arcs)
    chosen = [arcs.of(0)[0], arcs.of(1)[1], UNSERVED]
    asked = Tier.FIRST * levels.tier + 300 * levels.fit
    assert place_prices(arcs, levels, worth_of(arcs, levels), chosen) == [asked - 100 * levels.fit, asked]


def test_an_empty_problem_is_proven() -> None:
    arcs = arcs_of([], [], [], 0, Strategy.COVERAGE)
    assert standing_on(arcs).chosen == []
    assert check(arcs, {}, {}).proven


def test_nobody_possible_is_proven() -> None:
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.FIRST)], [], 0, Strategy.COVERAGE)
    assert list(standing_on(arcs).chosen) == [UNSERVED]
