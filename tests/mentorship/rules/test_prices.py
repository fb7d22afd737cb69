"""Prices from shortest paths are what solving again would give, for every pair of small problems."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from network.mentorship.rules.answers import Price
from network.mentorship.rules.arcs import Arcs, arcs_of
from network.mentorship.rules.planning import settle_plan
from network.mentorship.rules.prices import PriceList
from network.mentorship.rules.standing import standing_of
from network.mentorship.rules.values import Constraints, Problem, Strategy, Tier
from tests.mentorship.rules.building import (
    Enumerated,
    best_of,
    every_plan,
    mentee,
    mentor,
    problem,
    problems,
    small_arcs,
    standing_on,
)


def difference(best: Enumerated, other: Enumerated | None) -> tuple | None:
    if other is None:
        return None
    tiers = tuple(a - b for a, b in zip(best.served_by_tier, other.served_by_tier, strict=True))
    ahead = tuple(a - b for a, b in zip(best.ahead_by_tier, other.ahead_by_tier, strict=True))
    return tiers, ahead, best.fit - other.fit, best.kept - other.kept


def stated(price: Price) -> tuple | None:
    if not price.possible:
        return None
    order = sorted(Tier, reverse=True)
    tiers, ahead = ([lost.get(tier, 0) for tier in order] for lost in (price.served_lost, price.ahead_lost))
    return tuple(tiers), tuple(ahead), price.fit_lost, price.kept_lost


def value(arcs: Arcs, change: tuple | None) -> tuple | None:
    """Only what the strategy's goal sees: other levels may differ between equally good plans."""
    if change is None:
        return None
    served, ahead, fit, kept = change
    return {Strategy.COVERAGE: (served, ahead), Strategy.MOST_SERVED: sum(served), Strategy.BEST_FIT: 0}[arcs.strategy], fit, kept


@settings(max_examples=150, deadline=None)
@given(small_arcs())
def test_forcing_a_pair_costs_what_solving_again_says(arcs: Arcs) -> None:
    plans = list(every_plan(arcs))
    best = best_of(plans)
    for (mentor_id, mentee_id), price in PriceList(standing_on(arcs)).force_all():
        who, with_whom = arcs.mentees.index(mentee_id), arcs.mentors.index(mentor_id)
        forced = [plan for plan in plans if plan.mentors[who] == with_whom]
        expected = difference(best, best_of(forced) if forced else None)
        assert value(arcs, stated(price)) == value(arcs, expected)


@settings(max_examples=150, deadline=None)
@given(small_arcs())
def test_forbidding_a_pair_of_the_plan_costs_what_solving_again_says(arcs: Arcs) -> None:
    plans = list(every_plan(arcs))
    best = best_of(plans)
    prices = PriceList(standing_on(arcs))
    for who, mentee_id in enumerate(arcs.mentees):
        if best.mentors[who] is None:
            assert not prices.forbid(mentee_id).possible
            continue
        others = [plan for plan in plans if plan.mentors[who] != best.mentors[who]]
        assert value(arcs, stated(prices.forbid(mentee_id))) == value(arcs, difference(best, best_of(others)))


@settings(max_examples=150, deadline=None)
@given(small_arcs())
def test_one_more_place_brings_what_solving_again_says(arcs: Arcs) -> None:
    best = best_of(list(every_plan(arcs)))
    prices = PriceList(standing_on(arcs))
    for index, mentor_id in enumerate(arcs.mentors):
        places = tuple(count + (at == index) for at, count in enumerate(arcs.places))
        wider = best_of(list(every_plan(replace(arcs, places=places))))
        assert value(arcs, stated(prices.one_more_place(mentor_id))) == value(arcs, difference(best, wider))


def two_for_one() -> Arcs:
    pairs = [("m1", "n1", 900, False), ("m1", "n2", 400, False)]
    return arcs_of([("m1", 1, 0)], [("n1", Tier.SECOND), ("n2", Tier.SECOND)], pairs, 0, Strategy.COVERAGE)


def test_a_forced_pair_names_who_loses_its_mentor() -> None:
    price = PriceList(standing_on(two_for_one())).force("m1", "n2")
    assert (price.drops, price.brings, price.fit_lost) == ("n1", None, 500)
    assert price.served_lost == {Tier.FIRST: 0, Tier.SECOND: 0, Tier.THIRD: 0}


def test_a_forced_pair_names_who_loses_its_mentor_and_who_gets_one_for_it() -> None:
    """The first goes over to the second mentor: whoever was there has no other, and the third takes the place left."""
    pairs = [("m1", "n1", 900, False), ("m2", "n1", 100, False), ("m2", "n2", 800, False), ("m1", "n3", 200, False)]
    seekers = [(name, Tier.SECOND) for name in ("n1", "n2", "n3")]
    price = PriceList(standing_on(arcs_of([("m1", 1, 0), ("m2", 1, 0)], seekers, pairs, 0, Strategy.COVERAGE))).force("m2", "n1")
    assert (price.drops, price.brings, price.fit_lost) == ("n2", "n3", 1400)
    assert set(price.served_lost.values()) == {0}


def test_a_pair_of_the_plan_is_free() -> None:
    assert PriceList(standing_on(two_for_one())).force("m1", "n1").is_free


def test_forbidding_names_who_takes_the_place() -> None:
    price = PriceList(standing_on(two_for_one())).forbid("n1")
    assert (price.brings, price.fit_lost, price.served_lost[Tier.SECOND]) == ("n2", 500, 0)


def test_one_more_place_names_whom_it_serves() -> None:
    price = PriceList(standing_on(two_for_one())).one_more_place("m1")
    assert (price.brings, price.fit_lost, price.served_lost[Tier.SECOND]) == ("n2", -400, -1)


def test_what_is_lost_is_told_from_the_most_urgent_down() -> None:
    assert list(PriceList(standing_on(two_for_one())).forbid("n1").served_lost) == [Tier.FIRST, Tier.SECOND, Tier.THIRD]


def test_a_place_that_would_gain_nothing_names_nobody() -> None:
    """It would serve the second, whose pair is worth nothing: the plan is as good without."""
    pairs = [("m1", "n1", 300, False), ("m1", "n2", 0, False)]
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.FIRST), ("n2", Tier.FIRST)], pairs, 0, Strategy.BEST_FIT)
    assert PriceList(standing_on(arcs)).one_more_place("m1") == Price()


@pytest.mark.parametrize("price", [0, 250, 500])
def test_forbidding_costs_the_same_at_every_price_that_proves_the_plan(price: int) -> None:
    """With nobody else about, a place may have any price up to what the pair is worth."""
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.SECOND)], [("m1", "n1", 500, False)], 0, Strategy.BEST_FIT)
    standing = replace(standing_on(arcs), prices=[price])
    assert PriceList(standing).forbid("n1").fit_lost == 500


def test_a_place_that_nobody_needs_brings_nothing() -> None:
    arcs = arcs_of([("m1", 2, 0)], [("n1", Tier.FIRST)], [("m1", "n1", 5, False)], 0, Strategy.COVERAGE)
    assert PriceList(standing_on(arcs)).one_more_place("m1").is_free


def test_a_pair_that_is_not_possible_has_no_price() -> None:
    prices = PriceList(standing_on(two_for_one()))
    assert not prices.force("m1", "unknown").possible
    assert not prices.force("unknown", "n1").possible
    assert not prices.forbid("unknown").possible


def test_a_pair_that_breaks_a_rule_has_no_price() -> None:
    pairs = [("m1", "n1", 900, False), ("m2", "n2", 400, False)]
    arcs = arcs_of([("m1", 1, 0), ("m2", 1, 0)], [("n1", Tier.SECOND), ("n2", Tier.SECOND)], pairs, 0, Strategy.COVERAGE)
    assert not PriceList(standing_on(arcs)).force("m2", "n1").possible


@settings(max_examples=60, deadline=None)
@given(small_arcs())
def test_one_pair_asked_alone_has_the_price_that_it_has_among_all(arcs: Arcs) -> None:
    prices = PriceList(standing_on(arcs))
    for (mentor_id, mentee_id), price in prices.force_all():
        assert prices.force(mentor_id, mentee_id) == price


def test_a_locked_organization_has_no_price() -> None:
    constraints = Constraints(locked=frozenset({("m1", "n1")}))
    standing, _ = settle_plan(problem([mentor("m1"), mentor("m2")], [mentee("n1"), mentee("n2")], constraints=constraints))
    prices = PriceList(standing)
    assert not prices.force("m2", "n1").possible
    assert not prices.force("m1", "n2").possible
    assert prices.force("m2", "n2").is_free


@settings(max_examples=30, deadline=None)
@given(problems())
def test_prices_of_a_stored_plan_are_those_of_the_fresh_one(given_problem: Problem) -> None:
    standing, plan = settle_plan(given_problem)
    assert dict(PriceList(standing_of(given_problem, plan)).force_all()) == dict(PriceList(standing).force_all())
