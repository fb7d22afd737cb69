"""The price of a place at each mentor, worked out from a plan; a plan that is not the best has none."""

from collections import deque
from collections.abc import Sequence

from network.mentorship.rules.answers import Unproven
from network.mentorship.rules.arcs import UNSERVED, Arcs, Levels, place_cost


def place_prices(arcs: Arcs, levels: Levels, worth: Sequence[int], chosen: Sequence[int]) -> list[int]:
    """The smallest prices at which nobody would rather have another mentor, in the units of `worth`.

    Longest paths on the residual graph, mentors as nodes: a served mentee that could move from one mentor to another makes the
    second at least as dear as the first plus what the move gains. Raises Unproven when the prices never settle, which is when
    some round of moves gains something: the plan was not the best. Each round over those that wait settles every price whose
    dearest chain of moves is one move longer, and no chain visits a mentor twice: so none has more turns than there are mentors.
    """
    at_mentor = mentees_at(arcs, chosen)
    prices = least_prices(arcs, levels, worth, chosen, at_mentor)
    waiting = deque(mentor for mentor, mentees in enumerate(at_mentor) if mentees)
    queued = set(waiting)
    turns = [0] * len(prices)
    mentor_of = arcs.mentor
    while waiting:
        here = waiting.popleft()
        queued.remove(here)
        turns[here] += 1
        if turns[here] > len(prices):
            raise Unproven("the prices never settle")
        for mentee in at_mentor[here]:
            ahead = prices[here] - worth[chosen[mentee]]
            for arc in arcs.of(mentee):
                there = mentor_of[arc]
                if ahead + worth[arc] > prices[there]:
                    prices[there] = ahead + worth[arc]
                    if at_mentor[there] and there not in queued:
                        queued.add(there)
                        waiting.append(there)
    return prices


def mentees_at(arcs: Arcs, chosen: Sequence[int]) -> list[list[int]]:
    """Mentees by mentor."""
    at_mentor: list[list[int]] = [[] for _ in arcs.mentors]
    for mentee, arc in enumerate(chosen):
        if arc != UNSERVED:
            at_mentor[arcs.mentor[arc]].append(mentee)
    return at_mentor


def least_prices(
    arcs: Arcs, levels: Levels, worth: Sequence[int], chosen: Sequence[int], at_mentor: Sequence[Sequence[int]]
) -> list[int]:
    """At least the load of the last place used, and at least what an organization left out would give for one."""
    prices = [place_cost(arcs, levels, mentor, len(held) - 1) if held else 0 for mentor, held in enumerate(at_mentor)]
    mentor_of = arcs.mentor
    for mentee, arc in enumerate(chosen):
        if arc == UNSERVED:
            for other in arcs.of(mentee):
                if worth[other] > prices[mentor_of[other]]:
                    prices[mentor_of[other]] = worth[other]
    return prices
