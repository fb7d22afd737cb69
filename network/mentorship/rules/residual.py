"""What each change of a best plan costs in further changes: shortest paths between mentors on the residual graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from network.mentorship.rules.arcs import UNSERVED, place_cost
from network.mentorship.rules.potentials import mentees_at
from network.mentorship.rules.standing import Standing

NOBODY = -1
"""The step moves no mentee: a mentor uses one place more, or one less."""


@dataclass(frozen=True, slots=True)
class Way:
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

    def ways_from(self, start: int, through_past: bool = True) -> Mapping[int, Way]:
        """The cheapest way from a node with one unit too many to every node that can be reached.

        Not through the node past all, the ways are moves only: nobody gains or loses a mentor on them.
        """
        if (start, through_past) not in self.found:
            self.found[start, through_past] = self._search(start, through_past)
        return self.found[start, through_past]

    def _search(self, start: int, through_past: bool) -> Mapping[int, Way]:
        """Dijkstra's algorithm; among equal ways the one whose nodes come first in order."""
        best = {start: Way(0)}
        ahead = [(0, start)]
        done: set[int] = set()
        while ahead:
            cost, here = heappop(ahead)
            if here in done or (here == self.past and not through_past):
                continue
            done.add(here)
            way = best[here]
            for there, (step, mentee) in self.edges[here].items():
                known = best.get(there)
                if known is None or cost + step < known.cost:
                    best[there] = self._further(way, here, there, step, mentee)
                    heappush(ahead, (cost + step, there))
        return best

    def _further(self, way: Way, here: int, there: int, step: int, mentee: int) -> Way:
        """The way with one step more; only steps over the node past all mentors change who is served."""
        drops = mentee if there == self.past else way.drops
        brings = mentee if here == self.past else way.brings
        return Way(way.cost + step, drops, brings)
