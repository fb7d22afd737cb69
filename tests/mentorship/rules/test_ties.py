"""Among equally good plans the same one, from wherever the solver starts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, levels_of, worth_of
from network.mentorship.rules.potentials import place_prices
from network.mentorship.rules.ties import groups, settle
from network.mentorship.rules.values import Strategy, Tier
from tests.mentorship.rules.building import Enumerated, best_of, every_plan, mentors_of, small_arcs, standing_on


def arcs_chosen(arcs: Arcs, plan: Enumerated) -> list[int]:
    return [
        UNSERVED if at is None else next(arc for arc in arcs.of(who) if arcs.mentor[arc] == at)
        for who, at in enumerate(plan.mentors)
    ]


@settings(max_examples=120, deadline=None)
@given(small_arcs(), st.data())
def test_any_best_plan_settles_to_the_same_plan_and_the_same_prices(arcs: Arcs, data: st.DataObject) -> None:
    plans = list(every_plan(arcs))
    best = best_of(plans)
    levels = levels_of(arcs)
    worth = worth_of(arcs, levels)
    start = arcs_chosen(arcs, data.draw(st.sampled_from([plan for plan in plans if plan.goal == best.goal])))
    settled = settle(arcs, levels, worth, place_prices(arcs, levels, worth, start), start)
    assert settled == arcs_chosen(arcs, best)
    assert place_prices(arcs, levels, worth, settled) == list(standing_on(arcs).prices)


def test_equal_mentees_are_served_by_id_and_get_mentors_by_id() -> None:
    pairs = [(mentor, mentee, 500, False) for mentor in ("m1", "m2", "m3") for mentee in ("n1", "n2", "n3", "n4")]
    mentees = [(mentee, Tier.SECOND) for mentee in ("n1", "n2", "n3", "n4")]
    arcs = arcs_of([("m1", 1, 0), ("m2", 2, 0), ("m3", 0, 0)], mentees, pairs, 0, Strategy.COVERAGE)
    assert mentors_of(standing_on(arcs)) == (0, 1, 1, None)


@pytest.mark.parametrize(
    ("places", "load_step", "fits", "start", "settled"),
    [
        pytest.param((1, 1), 0, [(5, 5), (5, 5)], (1, 0), (0, 1), id="two change places"),
        pytest.param((2, 2), 0, [(5, 5), (5, 5)], (1, 1), (0, 0), id="both find room"),
        pytest.param((1, 2), 0, [(5, 5), (5, 5)], (1, 1), (0, 1), id="room for one"),
        pytest.param((2, 3), 0, [(5, 5), (5, 5), (5, 4)], (1, 1, 0), (0, 1, 0), id="room for one beside another"),
        pytest.param(
            (1, 1), 0, [(5, 5), (5, None), (None, 5)], (1, 0, None), (0, None, 1), id="a place that is asked for stays taken"
        ),
        pytest.param((1, 3, 1), 10, [(5, 5, 5), (5, 5, 5)], (1, 2), (0, 1), id="a freed place is taken"),
        pytest.param(
            (1, 3),
            0,
            [(6, 5), (6, 5), (5, 4), (5, 6), (5, 4)],
            (1, 1, 0, 1, None),
            (0, 1, 1, 1, None),
            id="who moved can move on",
        ),
    ],
)
def test_equals_are_settled_from_a_plan_that_is_not_the_first(
    places: tuple[int, ...], load_step: int, fits: list[tuple[int | None, ...]], start: tuple, settled: tuple
) -> None:
    """Fits in hundreds, by mentee and mentor; plans name the mentor of each mentee by its place in the order."""
    mentors = [(f"m{index}", count, 0) for index, count in enumerate(places)]
    mentees = [(f"n{index}", Tier.SECOND) for index in range(len(fits))]
    pairs = [
        (f"m{mentor}", f"n{mentee}", 100 * fit, False)
        for mentee, row in enumerate(fits)
        for mentor, fit in enumerate(row)
        if fit is not None
    ]
    arcs = arcs_of(mentors, mentees, pairs, load_step, Strategy.COVERAGE)
    levels = levels_of(arcs)
    worth = worth_of(arcs, levels)
    chosen = [next((arc for arc in arcs.of(mentee) if arcs.mentor[arc] == at), UNSERVED) for mentee, at in enumerate(start)]
    found = settle(arcs, levels, worth, place_prices(arcs, levels, worth, chosen), chosen)
    assert tuple(None if arc == UNSERVED else arcs.mentor[arc] for arc in found) == settled


def test_groups_are_what_cycles_join() -> None:
    group = groups({0: [1], 1: [2], 2: [0], 3: [2, 4], 4: [], 5: [6], 6: [5]})
    assert group[0] == group[1] == group[2]
    assert group[5] == group[6]
    assert len({group[node] for node in (0, 3, 4, 5)}) == 4
