"""One way on one round, in a process of its own for its memory: `python -m bench.matching_work ROUND WAY TIMES`."""

import json
import resource
import statistics
import sys
from collections.abc import Callable
from time import perf_counter

from bench import matching_rounds
from network.mentorship.rules.arcs import UNSERVED, Arcs, levels_of, worth_of
from network.mentorship.rules.certificate import check
from network.mentorship.rules.flow import solve
from network.mentorship.rules.planning import match, settle_plan
from network.mentorship.rules.potentials import place_prices
from network.mentorship.rules.prices import PriceList
from network.mentorship.rules.standing import draft_of
from network.mentorship.rules.ties import settle

ROUNDS: dict[str, Callable[[], Arcs]] = {
    "15 x 60": lambda: draft_of(matching_rounds.whole_round(15, 60)).arcs,
    "40 x 200": lambda: draft_of(matching_rounds.whole_round(40, 200)).arcs,
    "400 x 1,000 few choices": lambda: matching_rounds.scored_round(400, 1000, 5, 4),
    "300 x 3,000": lambda: matching_rounds.scored_round(300, 3000, 24, 19),
    "2,000 x 20,000": lambda: matching_rounds.scored_round(2000, 20_000, 50, 4),
}
SMALL, PROVINCE = matching_rounds.whole_round(15, 60), matching_rounds.whole_round(40, 200)


def plan_and_proof(arcs: Arcs) -> list[int]:
    """All that the engine does with scored pairs: solve, settle ties, price, and let the checker judge."""
    levels = levels_of(arcs)
    worth = worth_of(arcs, levels)
    solved = solve(arcs, levels, worth)
    chosen = settle(arcs, levels, worth, place_prices(arcs, levels, worth, solved), solved)
    prices = dict(zip(arcs.mentors, place_prices(arcs, levels, worth, chosen), strict=True))
    pairs = {arcs.mentees[who]: arcs.mentors[arcs.mentor[arc]] for who, arc in enumerate(chosen) if arc != UNSERVED}
    assert check(arcs, pairs, prices).proven
    return chosen


def plan_proof_and_reasons(arcs: Arcs) -> list[int]:
    """From organizations to a proven plan with every reason."""
    match(SMALL)
    return []


def every_price(arcs: Arcs) -> list[int]:
    """From organizations to a proven plan with the price of every possible pair and of one more place everywhere."""
    standing, _ = settle_plan(PROVINCE)
    prices = PriceList(standing)
    assert len(list(prices.force_all())) == len(arcs.mentor)
    for mentor in arcs.mentors:
        prices.one_more_place(mentor)
    return []


OURS: dict[str, Callable[[Arcs], list[int]]] = {
    "plan + proof": plan_and_proof,
    "plan + proof + all reasons": plan_proof_and_reasons,
    "plan + proof + every price": every_price,
}


def way_named(name: str) -> Callable[[Arcs], list[int]]:
    if name in OURS:
        return OURS[name]
    from bench.matching_ways import WAYS  # SciPy stays out of the memory of the others

    return WAYS[name]


def main(round_name: str, way_name: str, times: int) -> None:
    arcs, way = ROUNDS[round_name](), way_named(way_name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chosen: list[int] = []
    seconds = []
    for _ in range(times):
        began = perf_counter()
        chosen = way(arcs)
        seconds.append(perf_counter() - began)
    tiers = [arcs.tiers[who] for who, arc in enumerate(chosen) if arc != UNSERVED]
    print(
        json.dumps(
            {
                "arcs": len(arcs.mentor),
                "first": seconds[0],
                "median": statistics.median(seconds),
                "worst": max(seconds),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "before": before // 1024,
                "tiers": [tiers.count(3), tiers.count(2), tiers.count(1)],
                "fit": sum(arcs.fit[arc] for arc in chosen if arc != UNSERVED),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
