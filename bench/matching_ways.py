"""Ways to match the same scored pairs: by hand, by SciPy's assignment, by stable matching. Each gives an arc a mentee, or -1."""

from collections.abc import Iterable

import numpy
from matching.games import HospitalResident
from scipy.optimize import linear_sum_assignment

from network.mentorship.rules.arcs import UNSERVED, Arcs, levels_of, worth_of

NEVER = -1.0


def taking(arcs: Arcs, in_order: Iterable[tuple[int, int]]) -> list[int]:
    """Take (mentee, arc) one after the other where the mentee is free and the mentor has a place."""
    places, chosen = list(arcs.places), [UNSERVED] * len(arcs.mentees)
    for mentee, arc in in_order:
        if chosen[mentee] == UNSERVED and places[arcs.mentor[arc]]:
            places[arcs.mentor[arc]] -= 1
            chosen[mentee] = arc
    return chosen


def all_arcs(arcs: Arcs) -> list[tuple[int, int]]:
    return [(mentee, arc) for mentee in range(len(arcs.mentees)) for arc in arcs.of(mentee)]


def down_the_list(arcs: Arcs) -> list[int]:
    """A coordinator goes down the sheet and gives each the best mentor that is still free."""
    return taking(arcs, sorted(all_arcs(arcs), key=lambda row: (row[0], -arcs.fit[row[1]])))


def best_pair_first(arcs: Arcs) -> list[int]:
    """A coordinator takes the best-looking pair of the whole sheet again and again."""
    return taking(arcs, sorted(all_arcs(arcs), key=lambda row: -arcs.fit[row[1]]))


def assignment(arcs: Arcs) -> list[int]:
    """SciPy's linear_sum_assignment, each mentor copied once a place; it gives no proof."""
    seats = numpy.repeat(numpy.arange(len(arcs.mentors)), arcs.usable_places())
    table = numpy.zeros((len(arcs.mentees), len(arcs.mentors)))
    at = numpy.full(table.shape, UNSERVED)
    rows = numpy.repeat(numpy.arange(len(arcs.mentees)), numpy.diff(arcs.first))
    table[rows, arcs.mentor] = numpy.array(worth_of(arcs, levels_of(arcs)), dtype=float)
    at[rows, arcs.mentor] = numpy.arange(len(arcs.mentor))
    found, columns = linear_sum_assignment(table[:, seats], maximize=True)
    chosen = [UNSERVED] * len(arcs.mentees)
    for mentee, column in zip(found, columns, strict=True):
        chosen[mentee] = int(at[mentee, seats[column]])
    return chosen


def stable(arcs: Arcs) -> list[int]:
    """PyPI `matching`: stable pairs, both sides ranking by fit. Those without a choice are left out."""
    ranked = sorted(all_arcs(arcs), key=lambda row: -arcs.fit[row[1]])
    seekers: dict[int, list[str]] = {}
    offers: dict[str, list[int]] = {}
    at = {}
    for mentee, arc in ranked:
        mentor = f"m{arcs.mentor[arc]}"
        if arcs.places[arcs.mentor[arc]]:
            seekers.setdefault(mentee, []).append(mentor)
            offers.setdefault(mentor, []).append(mentee)
            at[mentee, mentor] = arc
    capacity = {mentor: arcs.places[int(mentor[1:])] for mentor in offers}
    solved = HospitalResident.create_from_dictionaries(seekers, offers, capacity).solve()
    chosen = [UNSERVED] * len(arcs.mentees)
    for mentor, mentees in solved.items():
        for mentee in mentees:
            chosen[int(mentee.name)] = at[int(mentee.name), mentor.name]
    return chosen


WAYS = {
    "down the list": down_the_list,
    "best pair first": best_pair_first,
    "SciPy assignment": assignment,
    "stable (`matching`)": stable,
}
