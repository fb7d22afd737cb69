"""Is this plan the best? Checked from its numbers alone, in plain whole numbers, without trusting whoever made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.mentorship.rules.answers import BEST_PLAN, Proof
from network.mentorship.rules.arcs import UNSERVED, Arcs, Levels, levels_of, place_cost, tier_worth


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the plan is proven best, and the line to show."""

    proven: bool
    text: Words
    value: int = 0
    bound: int = 0


class NotAPlan(ValueError):
    """The pairs break the problem's own limits; `text` says which."""

    def __init__(self, text: Words) -> None:
        super().__init__(str(text))
        self.text = text


def check(arcs: Arcs, pairs: Mapping[str, str], prices: Mapping[str, int]) -> Verdict:
    """Judge a plan, {mentee id: mentor id} without locked pairs, by the prices of a place, {mentor id: price}.

    The plan must keep to places and possible pairs; then its worth must equal the bound that the prices give. Why no plan can
    exceed the bound, whatever the prices: let each mentor sell its places at its price. A pair is worth to the mentee what it
    is worth less the price, and it never takes less than nothing; a place earns the price less what it costs, and an unused
    one earns nothing. Prices paid and earned cancel out, so a plan is worth what mentees and places get together, which is at
    most what each of them would get at best: the bound.
    """
    levels = levels_of(arcs)
    try:
        chosen = chosen_arcs(arcs, pairs)
        value = value_of(arcs, levels, chosen)
    except NotAPlan as problem:
        return Verdict(False, problem.text)
    missing = [mentor for mentor in arcs.mentors if type(prices.get(mentor)) is not int]
    if missing or len(prices) != len(arcs.mentors):
        return Verdict(False, words("The proof does not give one whole price for each mentor."), value)
    bound = bound_of(arcs, levels, [prices[mentor] for mentor in arcs.mentors])
    if value != bound:
        return Verdict(False, words("The proof does not hold: another plan may score higher."), value, bound)
    return Verdict(True, BEST_PLAN, value, bound)


def agrees(verdict: Verdict, proof: Proof) -> bool:
    """Whether the proof states the very numbers that the check found."""
    return verdict.proven and (verdict.value, verdict.bound) == (proof.value, proof.bound)


def chosen_arcs(arcs: Arcs, pairs: Mapping[str, str]) -> list[int]:
    """The arc of each mentee's pair. Raises NotAPlan for a pair that is not possible or a name that is not known."""
    mentor_at = {mentor: index for index, mentor in enumerate(arcs.mentors)}
    chosen = [UNSERVED] * len(arcs.mentees)
    found = 0
    for index, mentee in enumerate(arcs.mentees):
        if mentee not in pairs:
            continue
        wanted = mentor_at.get(pairs[mentee])
        matches = [arc for arc in arcs.of(index) if arcs.mentor[arc] == wanted]
        if len(matches) != 1:
            raise NotAPlan(words("The plan holds a pair that is not among the possible ones."))
        chosen[index] = matches[0]
        found += 1
    if found != len(pairs):
        raise NotAPlan(words("The plan names an organization that the problem does not know."))
    return chosen


def value_of(arcs: Arcs, levels: Levels, chosen: Sequence[int]) -> int:
    """The plan's worth. Raises NotAPlan when a mentor has more mentees than places."""
    served = tier_worth(arcs, levels)
    used = [0] * len(arcs.mentors)
    value = 0
    for mentee, arc in enumerate(chosen):
        if arc == UNSERVED:
            continue
        mentor = arcs.mentor[arc]
        value += served[mentee] + arcs.fit[arc] * levels.fit + arcs.kept[arc] - place_cost(arcs, levels, mentor, used[mentor])
        used[mentor] += 1
        if used[mentor] > arcs.places[mentor]:
            raise NotAPlan(words("The plan gives a mentor more organizations than it has places."))
    return value


def bound_of(arcs: Arcs, levels: Levels, prices: Sequence[int]) -> int:
    """What no plan can exceed, at these prices."""
    bound = 0
    for mentor, places in enumerate(arcs.usable_places()):
        for used in range(places):
            earned = prices[mentor] - place_cost(arcs, levels, mentor, used)
            if earned <= 0:
                break
            bound += earned
    scale, first = levels.fit, arcs.first
    for mentee, served in enumerate(tier_worth(arcs, levels)):
        start, end = first[mentee], first[mentee + 1]
        rows = zip(arcs.mentor[start:end], arcs.fit[start:end], arcs.kept[start:end], strict=True)
        best = max((fit * scale + kept - prices[mentor] for mentor, fit, kept in rows), default=-served)
        if best + served > 0:
            bound += best + served
    return bound
