"""Steps between mentors cost what the plan truly loses by them, and the ways found are the cheapest there are."""

from collections.abc import Iterator
from itertools import pairwise, permutations

import pytest

from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, place_cost
from network.mentorship.rules.residual import NOBODY, Residual, Way
from network.mentorship.rules.values import Strategy, Tier
from tests.mentorship.rules.building import standing_on

Fits = dict[str, dict[str, int]]


def plan_of(fits: Fits, places: int = 1, load_step: int = 0) -> Residual:
    """The best plan for mentors of whom each has one mentee already, from {mentee: fit} by mentor; the first mentee is urgent."""
    pairs = [(teacher, seeker, fit, False) for teacher, row in fits.items() for seeker, fit in row.items()]
    names = sorted({seeker for row in fits.values() for seeker in row})
    seekers = [(name, Tier.FIRST if name == names[0] else Tier.THIRD) for name in names]
    teachers = [(teacher, places, 1) for teacher in fits]
    return Residual(standing_on(arcs_of(teachers, seekers, pairs, load_step, Strategy.COVERAGE)))


CHAIN = {"m1": {"n1": 500}, "m2": {"n1": 100, "n2": 500}, "m3": {"n2": 100, "n3": 500}}
EQUAL = {"m1": {"n1": 300, "n2": 300, "n3": 300}, "m2": {"n2": 300, "n3": 300, "n4": 300}}
CROSSED = {
    "m1": {"n1": 900, "n2": 400, "n4": 350, "n5": 100},
    "m2": {"n1": 800, "n2": 700, "n3": 300, "n5": 600},
    "m3": {"n2": 650, "n3": 200, "n4": 500},
}
PLANS = [
    (CHAIN, 1, 0),
    (CHAIN, 2, 10),
    (EQUAL, 1, 0),
    (EQUAL, 2, 10),
    (CROSSED, 1, 0),
    (CROSSED, 2, 100),
    (CROSSED, 1, 10),
]
each_plan = pytest.mark.parametrize(("fits", "places", "load_step"), PLANS)


def losses(residual: Residual, here: int, there: int) -> Iterator[int]:
    """What the plan's worth loses by each single step from one node to another."""
    standing, past = residual.standing, residual.past
    arcs: Arcs = standing.draft.arcs
    for mentee, arc in enumerate(standing.chosen):
        if here != (past if arc == UNSERVED else arcs.mentor[arc]):
            continue
        before = 0 if arc == UNSERVED else standing.draft.worth[arc]
        if there == past:
            yield before
        yield from (before - standing.draft.worth[other] for other in arcs.of(mentee) if arcs.mentor[other] == there)
    used = [sum(arc != UNSERVED and arcs.mentor[arc] == mentor for arc in standing.chosen) for mentor in range(past)]
    if there == past and here != past and used[here] < arcs.places[here]:
        yield place_cost(arcs, standing.draft.levels, here, used[here])
    if here == past and there != past and used[there]:
        yield -place_cost(arcs, standing.draft.levels, there, used[there] - 1)


@each_plan
def test_a_step_costs_what_the_plan_loses_by_the_best_such_step(fits: Fits, places: int, load_step: int) -> None:
    residual = plan_of(fits, places, load_step)
    for here, there in permutations(range(residual.past + 1), 2):
        least = min(losses(residual, here, there), default=None)
        cost, _ = residual.edges[here].get(there, (None, NOBODY))
        assert (cost is None) is (least is None)
        if cost is not None and least is not None:
            assert cost >= 0
            assert cost + residual.price(here) - residual.price(there) == least


def least_cost(residual: Residual, start: int, end: int, through_past: bool) -> int | None:
    """The cheapest of all paths without a node twice."""
    between = [node for node in range(residual.past + 1) if node not in (start, end)]
    found = []
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            path = [start, *middle, end]
            if not through_past and residual.past in path[:-1]:
                continue
            steps = [residual.edges[one].get(other) for one, other in pairwise(path)]
            if all(steps):
                found.append(sum(step[0] for step in steps if step))
    return min(found, default=None)


@each_plan
@pytest.mark.parametrize("through_past", [True, False])
def test_a_way_is_the_cheapest_path_and_leads_wherever_there_is_one(
    fits: Fits, places: int, load_step: int, through_past: bool
) -> None:
    residual = plan_of(fits, places, load_step)
    starts = range(residual.past + 1) if through_past else range(residual.past)
    for start in starts:
        ways = residual.ways_from(start, through_past)
        assert ways[start] == Way(0)
        for end in set(range(residual.past + 1)) - {start}:
            expected = least_cost(residual, start, end, through_past)
            assert (ways[end].cost if end in ways else None) == expected
        assert residual.reach(start, through_past) == ways.keys()


@each_plan
def test_moves_lead_through_the_node_past_all_unless_they_may_not(fits: Fits, places: int, load_step: int) -> None:
    residual = plan_of(fits, places, load_step)
    for start in range(residual.past):
        assert residual.reach(start) == residual.reach(start, through_past=True) >= residual.reach(start, through_past=False)
        assert residual.ways_from(start) == residual.ways_from(start, through_past=True)
