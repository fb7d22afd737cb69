"""The matching problem as whole numbers: who may be paired with whom, places, tiers, points."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from network.mentorship.rules.values import FULL_FIT, Strategy, Tier

Arc = tuple[str, str, int, bool]
"""Mentor's id, mentee's id, fit, whether the pair is kept from before."""

Row = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""One mentee's arcs: mentors by their place in the order, fits, and 1 for each pair kept from before, else 0."""

UNSERVED = -1


@dataclass(frozen=True, slots=True)
class Arcs:
    """Possible pairs in a fixed order: by mentee id, then by mentor id; compact, so that a million of them are quick.

    `mentor`, `fit` and `kept` have one entry an arc; the arcs of mentee i are `first[i]` up to `first[i + 1]`.
    `ahead` says of each mentee whether it goes first within its tier. `places` are free, `taken` counts the
    mentees that a mentor has already; each further one costs `load_step` more.
    """

    strategy: Strategy
    load_step: int
    mentors: tuple[str, ...]
    places: tuple[int, ...]
    taken: tuple[int, ...]
    mentees: tuple[str, ...]
    tiers: tuple[int, ...]
    ahead: tuple[bool, ...]
    first: Sequence[int]
    mentor: Sequence[int]
    fit: Sequence[int]
    kept: Sequence[int]

    def of(self, mentee: int) -> range:
        return range(self.first[mentee], self.first[mentee + 1])

    def usable_places(self) -> list[int]:
        """Places that could be filled: never more than the mentor has possible pairs."""
        degree = Counter(self.mentor)
        return [min(places, degree[index]) for index, places in enumerate(self.places)]


def arcs_of(
    mentors: Iterable[tuple[str, int, int]],
    mentees: Iterable[tuple[str, Tier]],
    pairs: Iterable[Arc],
    load_step: int,
    strategy: Strategy,
    ahead: Collection[str] = (),
) -> Arcs:
    """Put everything in order. Mentors are (id, free places, mentees it has already); rows may come in any order.

    `ahead` names the mentees that go first within their tier.
    """
    offers, seekers = sorted(mentors), sorted(mentees)
    mentor_at = {row[0]: index for index, row in enumerate(offers)}
    mentee_at = {row[0]: index for index, row in enumerate(seekers)}
    by_mentee: list[list[tuple[int, int, int]]] = [[] for _ in seekers]
    for mentor, mentee, fit, kept in pairs:
        by_mentee[mentee_at[mentee]].append((mentor_at[mentor], fit, int(kept)))
    return arcs_in_order(offers, seekers, map(_row, by_mentee), load_step, strategy, ahead)


def _row(found: Iterable[tuple[int, int, int]]) -> Row:
    """One mentee's mentors, points and flags, each in a row of its own."""
    pairs = sorted(found)
    return [each[0] for each in pairs], [each[1] for each in pairs], [each[2] for each in pairs]


def arcs_in_order(
    offers: Sequence[tuple[str, int, int]],
    seekers: Sequence[tuple[str, Tier]],
    rows: Iterable[Row],
    load_step: int,
    strategy: Strategy,
    ahead: Collection[str] = (),
) -> Arcs:
    """The same from mentors and mentees sorted by id, and one row a mentee whose mentors are in order."""
    first, mentor_of, fits, kept = array("q", [0]), array("i"), array("i"), array("b")
    for mentors, points, flags in rows:
        mentor_of.extend(mentors)
        fits.extend(points)
        kept.extend(flags)
        first.append(len(mentor_of))
    return Arcs(
        strategy,
        load_step,
        tuple(row[0] for row in offers),
        tuple(row[1] for row in offers),
        tuple(row[2] for row in offers),
        tuple(row[0] for row in seekers),
        tuple(int(row[1]) for row in seekers),
        tuple(row[0] in ahead for row in seekers),
        first,
        mentor_of,
        fits,
        kept,
    )


@dataclass(frozen=True, slots=True)
class Levels:
    """How the levels of the goal become one whole number: rank x `tier` + fit x `fit` + kept, the rank being that of `ranks`.

    Why one number is enough. Call served any set of mentees that some plan serves: such sets are the independent sets of a
    matroid (a transversal matroid, each mentor copied once a place). In a matroid all independent sets of greatest total weight
    have the same weights in them when weights are positive, and the greedy algorithm, which takes the heaviest first, finds
    one. So with weights that rise from rank to rank a heaviest set serves as many of the highest rank as can be, then of the
    next, down to the lowest, and the most in all: powers of a big number, which would overflow, are not needed.
    One step of rank must outweigh everything below it: `tier` is one more than the widest range of fit, load and kept
    together, with a place more at each mentor, so that the worth of one more place can be told as well. Likewise `fit` is more
    than twice the number of kept pairs, so that one point of fit outweighs them all, and so that a difference of two plans can
    be taken apart again (`split`).
    """

    tier: int
    fit: int

    def split(self, worth: int) -> tuple[int, int]:
        """A sum without tiers as (fit points, kept pairs); both may be negative."""
        fit = (worth + self.fit // 2) // self.fit
        return fit, worth - fit * self.fit


def levels_of(arcs: Arcs) -> Levels:
    kept = sum(1 for flag in arcs.kept if flag)
    fit = 2 * kept + 1
    wider = [places + 1 for places in arcs.usable_places()]
    steps = sum(count * taken + count * (count - 1) // 2 for count, taken in zip(wider, arcs.taken, strict=True))
    served = min(len(arcs.mentees), sum(wider))
    return Levels(tier=served * (FULL_FIT * fit + 1) + arcs.load_step * steps * fit + 1, fit=fit)


def tier_worth(arcs: Arcs, levels: Levels) -> list[int]:
    """What serving each mentee is worth before fit, by strategy."""
    if arcs.strategy is Strategy.COVERAGE:
        return [rank * levels.tier for rank in ranks(arcs)]
    return [levels.tier if arcs.strategy is Strategy.MOST_SERVED else 0] * len(arcs.tiers)


def ranks(arcs: Arcs) -> list[int]:
    """How soon each mentee is to be served, 1 last. A tier in which somebody goes first is two ranks, any other tier is one.

    So where nobody goes first the rank is the tier, and the numbers of plans are what they were before anybody could.
    """
    split = {tier for tier, is_ahead in zip(arcs.tiers, arcs.ahead, strict=True) if is_ahead}
    lowest = {tier: tier + sum(below in split for below in range(1, tier)) for tier in set(arcs.tiers)}
    return [lowest[tier] + is_ahead for tier, is_ahead in zip(arcs.tiers, arcs.ahead, strict=True)]


def place_cost(arcs: Arcs, levels: Levels, mentor: int, used: int) -> int:
    """What the next place costs when `used` of the free places are used."""
    return arcs.load_step * (arcs.taken[mentor] + used) * levels.fit


def worth_of(arcs: Arcs, levels: Levels) -> Sequence[int]:
    """What each arc is worth, all levels in one number."""
    worth = array("q")
    scale = levels.fit
    for mentee, served in enumerate(tier_worth(arcs, levels)):
        start, end = arcs.first[mentee], arcs.first[mentee + 1]
        rows = zip(arcs.fit[start:end], arcs.kept[start:end], strict=True)
        worth.extend([served + fit * scale + kept for fit, kept in rows])
    return worth
