"""Among equally good plans, always the same one, whatever solver found the first: a fixed order decides."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from network.mentorship.rules.arcs import UNSERVED, Arcs, Levels, place_cost

NOBODY = -1
"""No mentee moves in this step: a mentor takes one place more, or one less."""

Step = tuple[int, int]
"""Node left, mentee that moved (or NOBODY)."""


def settle(arcs: Arcs, levels: Levels, worth: Sequence[int], prices: Sequence[int], chosen: Sequence[int]) -> list[int]:
    """The best plan that gives the first mentee (by id) the first mentor (by id) that any best plan gives it, and so on.

    At prices that prove one best plan, the best plans are exactly those in which each mentee has one of its dearest choices and
    each place is used that earns something. So the search goes round cycles of such moves only, which cost nothing. Whether a
    move can be had does not depend on the path found, so the answer depends on no order but that of the ids.
    """
    exchange = Exchange(arcs, levels, prices, list(chosen), choices_of(arcs, worth, prices, chosen))
    exchange.keep_to_cycles()
    for mentee in sorted(exchange.choices):
        exchange.settle(mentee)
    return exchange.chosen


def choices_of(arcs: Arcs, worth: Sequence[int], prices: Sequence[int], chosen: Sequence[int]) -> dict[int, dict[int, int]]:
    """For each mentee with more than one equally good choice: {mentor, or the node past all mentors: arc or UNSERVED}."""
    choices: dict[int, dict[int, int]] = {}
    mentor_of, past = arcs.mentor, len(arcs.mentors)
    for mentee, arc in enumerate(chosen):
        gain = worth[arc] - prices[mentor_of[arc]] if arc != UNSERVED else 0
        equal = {mentor_of[other]: other for other in arcs.of(mentee) if worth[other] - prices[mentor_of[other]] == gain}
        if not gain:
            equal[past] = UNSERVED
        if len(equal) > 1:
            choices[mentee] = equal
    return choices


@dataclass(slots=True)
class Exchange:
    """Equally good plans as a graph: nodes are mentors and one node past them all; a mentee moves between its choices."""

    arcs: Arcs
    levels: Levels
    prices: Sequence[int]
    chosen: list[int]
    choices: dict[int, dict[int, int]]
    used: list[int]
    movers: list[set[int]]

    def __init__(
        self, arcs: Arcs, levels: Levels, prices: Sequence[int], chosen: list[int], choices: dict[int, dict[int, int]]
    ) -> None:
        self.arcs, self.levels, self.prices, self.chosen, self.choices = arcs, levels, prices, chosen, choices
        self.used = [0] * len(arcs.mentors)
        for arc in chosen:
            if arc != UNSERVED:
                self.used[arcs.mentor[arc]] += 1
        self.movers = [set() for _ in range(len(arcs.mentors) + 1)]
        for mentee in choices:
            self.movers[self.node_of(mentee)].add(mentee)

    def node_of(self, mentee: int) -> int:
        arc = self.chosen[mentee]
        return len(self.arcs.mentors) if arc == UNSERVED else self.arcs.mentor[arc]

    def can_grow(self, mentor: int) -> bool:
        used = self.used[mentor]
        return used < self.arcs.places[mentor] and place_cost(self.arcs, self.levels, mentor, used) == self.prices[mentor]

    def can_shrink(self, mentor: int) -> bool:
        used = self.used[mentor]
        return used > 0 and place_cost(self.arcs, self.levels, mentor, used - 1) == self.prices[mentor]

    def moves(self, node: int) -> Iterator[Step]:
        """Where a unit too many at `node` can go: (next node, mentee that moves)."""
        past = len(self.arcs.mentors)
        if node == past:
            yield from ((mentor, NOBODY) for mentor in range(past) if self.can_shrink(mentor))
        elif self.can_grow(node):
            yield past, NOBODY
        for mentee in self.movers[node]:
            yield from ((there, mentee) for there in self.choices[mentee] if there != node)

    def keep_to_cycles(self) -> None:
        """Drop every choice that no cycle of moves can reach, which is nearly all of them."""
        group = groups({node: [there for there, _ in self.moves(node)] for node in range(len(self.movers))})
        for mentee in list(self.choices):
            here = self.node_of(mentee)
            near = {node: arc for node, arc in self.choices[mentee].items() if group[node] == group[here]}
            if len(near) > 1:
                self.choices[mentee] = near
            else:
                self.movers[here].discard(mentee)
                del self.choices[mentee]

    def settle(self, mentee: int) -> None:
        """Give the mentee the first choice that can be had, and never move it again."""
        here = self.node_of(mentee)
        self.movers[here].discard(mentee)
        for there in sorted(self.choices[mentee]):
            if there == here:
                return
            path = self.path(there, here)
            if path is not None:
                self.follow(path)
                self.chosen[mentee] = self.choices[mentee][there]
                return

    def path(self, start: int, end: int) -> list[tuple[int, int, int]] | None:
        """Moves (from, to, mentee) that pass one unit on from start to end; the shortest, first found."""
        came: dict[int, Step] = {start: (start, NOBODY)}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for there, mentee in self.moves(node):
                if there not in came:
                    came[there] = (node, mentee)
                    waiting.append(there)
        if end not in came:
            return None
        path, node = [], end
        while node != start:
            before, mentee = came[node]
            path.append((before, node, mentee))
            node = before
        return path

    def follow(self, path: Iterable[tuple[int, int, int]]) -> None:
        past = len(self.arcs.mentors)
        for here, there, mentee in path:
            if mentee != NOBODY:
                self.chosen[mentee] = self.choices[mentee][there]
                self.movers[here].discard(mentee)
                self.movers[there].add(mentee)
            elif here == past:
                self.used[there] -= 1
            else:
                self.used[here] += 1


def groups(edges: dict[int, list[int]]) -> dict[int, int]:
    """Strongly connected components: {node: number of its group}. Tarjan's algorithm with its own stack."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    group: dict[int, int] = {}
    open_nodes: list[int] = []
    for root in edges:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        open_nodes.append(root)
        work = [(root, iter(edges[root]))]
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    close_group(node, open_nodes, group)
            elif following not in number:
                number[following] = low[following] = len(number)
                open_nodes.append(following)
                work.append((following, iter(edges[following])))
            elif following not in group:
                low[node] = min(low[node], number[following])
    return group


def close_group(root: int, open_nodes: list[int], group: dict[int, int]) -> None:
    while True:
        node = open_nodes.pop()
        group[node] = root
        if node == root:
            return
