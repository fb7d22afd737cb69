"""The solver is asked for whole numbers that it can add up, and for nothing else."""

from array import array

import pytest

from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, levels_of, worth_of
from network.mentorship.rules.flow import Unsolved, network_of, solve
from network.mentorship.rules.values import Strategy, Tier


def small() -> Arcs:
    """Two mentors, three mentees; the second mentor has two places of which it could fill one."""
    pairs = [("m1", "n1", 900, False), ("m1", "n2", 400, False), ("m2", "n2", 100, True)]
    mentees = [("n1", Tier.FIRST), ("n2", Tier.FIRST), ("n3", Tier.THIRD)]
    return arcs_of([("m1", 1, 0), ("m2", 2, 1)], mentees, pairs, 10, Strategy.COVERAGE)


def test_the_network_has_pairs_ways_past_and_places() -> None:
    arcs = small()
    levels = levels_of(arcs)
    tails, heads, room, costs = network_of(arcs, levels, [5, 6, 7])
    sink = 5
    assert list(zip(tails, heads, costs, strict=True)) == [
        *((0, 3, -5), (1, 3, -6), (1, 4, -7)),
        *((0, sink, 0), (1, sink, 0), (2, sink, 0)),
        *((3, sink, 0), (4, sink, 10 * levels.fit)),
    ]
    assert list(room) == [1] * 8
    assert [kind.typecode for kind in (tails, heads, room, costs)] == ["i", "i", "q", "q"]


def test_each_mentee_gets_its_arc_or_none() -> None:
    arcs = small()
    levels = levels_of(arcs)
    assert solve(arcs, levels, worth_of(arcs, levels)) == [0, 2, UNSERVED]


def test_nothing_possible_needs_no_solver() -> None:
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.FIRST), ("n2", Tier.FIRST)], [], 0, Strategy.COVERAGE)
    assert solve(arcs, levels_of(arcs), []) == [UNSERVED, UNSERVED]


@pytest.mark.parametrize("worth", [1 << 62, -(1 << 62)])
def test_numbers_that_the_solver_could_not_add_up_are_refused(worth: int) -> None:
    arcs = arcs_of([("m1", 1, 0)], [("n1", Tier.FIRST)], [("m1", "n1", 1, False)], 0, Strategy.COVERAGE)
    with pytest.raises(Unsolved, match="BAD_COST_RANGE"):
        solve(arcs, levels_of(arcs), array("q", [worth]))
