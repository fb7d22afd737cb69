"""What each change of a best plan costs in further changes: shortest paths between mentors on the residual graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush, nsmallest
from typing import NamedTuple

from network.mentorship.rules.arcs import UNSERVED, place_cost
from network.mentorship.rules.potentials import mentees_at
from network.mentorship.rules.standing import Standing

NOBODY = -1
"""The step moves no mentee: a mentor uses one place more, or one less."""
NO_WAY = 1 << 62
"""More than any way costs: the solver refuses numbers whose sums come near it."""
DETOURS = 16
"""How many neighbours of a node are tried for a cheaper way in two steps."""


class Way(NamedTuple):
    """The cheapest chain of changes to a node. `cost` is in reduced units, never negative.

    `drops` loses its mentor on the way and `brings` gains one; NOBODY when nobody does.
    """

    cost: int
    drops: int = NOBODY
    brings: int = NOBODY


@dataclass(slots=True)
class Residual:
    """Mentors, and one node past them all for being unserved and for unused places. An edge is the cheapest step between two.

    Costs are reduced by the prices of the proof, so none is negative and the way from node x to node y truly costs
    `cost + price[x] - price[y]`, the node past all having price 0.
    """

    standing: Standing
    past: int = field(init=False)
    edges: list[dict[int, tuple[int, int]]] = field(init=False)
    found: dict[tuple[int, bool], Mapping[int, Way]] = field(init=False, default_factory=dict)
    near: dict[tuple[int, bool], frozenset[int]] = field(init=False, default_factory=dict)
    useful: dict[int, list[tuple[int, int, int]]] = field(init=False, default_factory=dict)
    rows: dict[int, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        arcs = self.standing.draft.arcs
        self.past = len(arcs.mentors)
        self.edges = [{} for _ in range(self.past + 1)]
        held = mentees_at(arcs, self.standing.chosen)
        for mentor, mentees in enumerate(held):
            self._add_places(mentor, len(mentees))
            for mentee in mentees:
                self._offer(mentor, self.past, self.gain(mentee), mentee)
        for mentee in range(len(arcs.mentees)):
            here, gain = self.node_of(mentee), self.gain(mentee)
            for arc in arcs.of(mentee):
                if arcs.mentor[arc] != here:
                    self._offer(here, arcs.mentor[arc], gain - self.surplus(arc), mentee)

    def _add_places(self, mentor: int, used: int) -> None:
        arcs, levels, price = self.standing.draft.arcs, self.standing.draft.levels, self.standing.prices[mentor]
        if used < arcs.places[mentor]:
            self._offer(mentor, self.past, place_cost(arcs, levels, mentor, used) - price, NOBODY)
        if used:
            self._offer(self.past, mentor, price - place_cost(arcs, levels, mentor, used - 1), NOBODY)

    def _offer(self, here: int, there: int, cost: int, mentee: int) -> None:
        known = self.edges[here].get(there)
        if known is None or (cost, mentee) < known:
            self.edges[here][there] = (cost, mentee)

    def node_of(self, mentee: int) -> int:
        mentor = self.standing.mentor_of(mentee)
        return self.past if mentor is None else mentor

    def surplus(self, arc: int) -> int:
        """What the arc is worth beyond the price of a place."""
        return self.standing.draft.worth[arc] - self.standing.prices[self.standing.draft.arcs.mentor[arc]]

    def gain(self, mentee: int) -> int:
        """What the mentee gets out of the plan at these prices; nothing when unserved."""
        arc = self.standing.chosen[mentee]
        return 0 if arc == UNSERVED else self.surplus(arc)

    def price(self, node: int) -> int:
        return 0 if node == self.past else self.standing.prices[node]

    def reach(self, start: int, through_past: bool = True) -> frozenset[int]:
        """Every node that can be reached, itself too. What is known of one node is not walked again for another."""
        if (start, through_past) not in self.near:
            seen, ahead = {start}, [start]
            while ahead:
                here = ahead.pop()
                if here == self.past and not through_past:
                    continue
                fresh = self.edges[here].keys() - seen
                seen |= fresh
                for node in fresh:
                    known = self.near.get((node, through_past))
                    if known is None:
                        ahead.append(node)
                    else:
                        seen |= known
            self.near[start, through_past] = frozenset(seen)
        return self.near[start, through_past]

    def ways_from(self, start: int, through_past: bool = True) -> Mapping[int, Way]:
        """The cheapest way from a node with one unit too many to every node that can be reached.

        Not through the node past all, the ways are moves only: nobody gains or loses a mentor on them.
        """
        if (start, through_past) not in self.found:
            self.found[start, through_past] = self._search(start, through_past)
        return self.found[start, through_past]

    def _search(self, start: int, through_past: bool) -> Mapping[int, Way]:
        """Dijkstra's algorithm; among equal ways the one whose nodes come first in order."""
        costs = [NO_WAY] * (self.past + 1)
        best = {start: Way(0)}
        costs[start] = 0
        ahead, done = [(0, start)], set[int]()
        while ahead:
            cost, here = heappop(ahead)
            if here in done or (here == self.past and not through_past):
                continue
            done.add(here)
            way = best[here]
            for there, step, mentee in self._steps(here):
                if cost + step < costs[there]:
                    costs[there] = cost + step
                    best[there] = self._further(way, here, there, step, mentee)
                    heappush(ahead, (cost + step, there))
        return best

    def _steps(self, here: int) -> list[tuple[int, int, int]]:
        """The edges that leave a node, (there, cost, mentee), without those that two other steps undercut.

        Such an edge lies on no cheapest way. In a dense graph nearly all edges are such.
        """
        if here not in self.useful:
            least, edges = self._row(here), self.edges[here]
            near = nsmallest(DETOURS, ((cost, there) for there, (cost, _) in edges.items() if there != self.past))
            for cost, there in near:
                least = list(map(min, least, map(cost.__add__, self._row(there))))
            self.useful[here] = [(there, cost, mentee) for there, (cost, mentee) in edges.items() if cost <= least[there]]
        return self.useful[here]

    def _row(self, here: int) -> list[int]:
        """What each single step from a node costs."""
        if here not in self.rows:
            row = [NO_WAY] * (self.past + 1)
            for there, (cost, _) in self.edges[here].items():
                row[there] = cost
            self.rows[here] = row
        return self.rows[here]

    def _further(self, way: Way, here: int, there: int, step: int, mentee: int) -> Way:
        """The way with one step more; only steps over the node past all mentors change who is served."""
        drops = mentee if there == self.past else way.drops
        brings = mentee if here == self.past else way.brings
        return Way(way.cost + step, drops, brings)
