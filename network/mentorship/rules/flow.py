"""The best plan, exactly: integer min-cost flow. The only module that knows a solver, which it loads when called."""

from array import array
from collections.abc import Sequence

from network.mentorship.rules.arcs import UNSERVED, Arcs, Levels, place_cost


class Unsolved(AssertionError):
    """The solver gave no answer, or the numbers are too large for it."""


def solve(arcs: Arcs, levels: Levels, worth: Sequence[int]) -> list[int]:
    """For each mentee the arc of its pair in one of the best plans, or UNSERVED.

    Each mentee sends one unit: along an arc to a mentor and on through one of its places, or past them all. The way past makes
    every problem solvable. Numbers too large to be added up in 64 bits are the solver's to find. It must not be asked for flows
    unless it says OPTIMAL: it crashes otherwise.
    """
    if not len(arcs.mentor):
        return [UNSERVED] * len(arcs.mentees)
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    tails, heads, room, costs = network_of(arcs, levels, worth)
    mentees, sink = len(arcs.mentees), len(arcs.mentees) + len(arcs.mentors)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, room, costs)
    solver.set_nodes_supplies(array("i", [*range(mentees), sink]), array("q", [1] * mentees + [-mentees]))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise Unsolved(f"the solver says {status}")
    flows = solver.flows(array("i", range(len(arcs.mentor))))
    chosen = [UNSERVED] * mentees
    for arc in flows.nonzero()[0].tolist():
        chosen[tails[arc]] = arc
    return chosen


def network_of(arcs: Arcs, levels: Levels, worth: Sequence[int]) -> "tuple[array[int], array[int], array[int], array[int]]":
    """Tails, heads, capacities and costs: pairs first, in the order of the arcs, then the ways past, then the places."""
    mentees, sink = len(arcs.mentees), len(arcs.mentees) + len(arcs.mentors)
    tails = array("i")
    for mentee in range(mentees):
        tails.extend([mentee] * len(arcs.of(mentee)))
    heads = array("i", [mentees + mentor for mentor in arcs.mentor])
    costs = array("q", [-value for value in worth])
    tails.extend(range(mentees))
    heads.extend([sink] * mentees)
    costs.extend([0] * mentees)
    for mentor, places in enumerate(arcs.usable_places()):
        tails.extend([mentees + mentor] * places)
        heads.extend([sink] * places)
        costs.extend([place_cost(arcs, levels, mentor, used) for used in range(places)])
    return tails, heads, array("q", [1] * len(tails)), costs
