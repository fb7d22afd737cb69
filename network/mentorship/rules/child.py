"""The process that solves: a problem as canonical text comes in, the plan with proof, reasons and prices goes out as JSON."""

import resource
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from network.kernel.refusals import Invalid
from network.kernel.words import to_json
from network.mentorship.rules.answers import Explanation, Plan, Price, ServedReasons, UnservedReasons
from network.mentorship.rules.explaining import explain
from network.mentorship.rules.plan_file import fingerprint, plan_text
from network.mentorship.rules.planning import best_standing, proven_plan, rule_prices
from network.mentorship.rules.prices import PriceList
from network.mentorship.rules.problem_file import canonical, problem_of
from network.mentorship.rules.queueing import Stage
from network.mentorship.rules.scenarios import figures
from network.mentorship.rules.seconds import first_problem, second_problem
from network.mentorship.rules.standing import Standing, draft_of
from network.mentorship.rules.values import FULL_FIT, Party, Problem

MOST_MEMORY = 4 * 1024**3
"""Bytes of address space; the solver maps far more than it uses."""
MOST_SECONDS = 120
PRICED_ARCS = 12_000
"""Above so many possible pairs, pricing each of them would take longer than anybody waits."""

Plain = dict[str, Any]


def main() -> None:
    limit_itself()
    sys.stdout.write(canonical(answer_to(sys.stdin.read(), tell)))


def tell(stage: Stage) -> None:
    """A line for whoever waits: what is being done now."""
    sys.stderr.write(f"stage {stage.value}\n")
    sys.stderr.flush()


def tell_nobody(stage: Stage) -> None:
    """Where nobody watches."""


def limit_itself() -> None:
    """A problem that grows beyond all bounds ends this process, not the server."""
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue  # some platforms refuse one of the two


def answer_to(text: str, at: Callable[[Stage], None] = tell_nobody) -> Plain:
    """What `queries.solving` reads: everything about the plan, or the refusal of a problem that contradicts itself."""
    problem = problem_of(text)
    try:
        first, plan = first_answer(first_problem(problem), at)
        if problem.second is None:
            second: Plain = {"second_plan": None, "second_pairs": [], "second_choices": {}}
        else:
            at(Stage.SECOND)
            second = second_answer(second_problem(problem, plan))
    except Invalid as refusal:
        return {"refused": {"field": refusal.field, "says": to_json(refusal.message)}}
    choices = second.pop("second_choices")
    return {
        **first,
        **second,
        "entries": [
            {**row, "reasons": {**row["reasons"], "second": choices[row["mentee"]]}} if row["mentee"] in choices else row
            for row in first["entries"]
        ],
        "figures": {**first["figures"], "second_mentors": len(second["second_pairs"])},
        "mentors": used_in_all(problem, first["mentors"], second["second_pairs"]),
        "digest": fingerprint(problem),
    }


def first_answer(problem: Problem, at: Callable[[Stage], None]) -> tuple[Plain, Plan]:
    """Everything about the plan of first mentors. Raises Invalid."""
    at(Stage.PAIRS)
    draft = draft_of(problem)
    at(Stage.PLAN)
    standing = best_standing(draft)
    plan = proven_plan(standing)
    at(Stage.REASONS)
    explanation = explain(standing)
    at(Stage.PRICES)
    prices = PriceList(standing)
    ahead = {"ahead": len(plan.ahead), "ahead_served": sum(plan.ahead_by_tier.values())} if plan.ahead else {}
    is_priced = len(standing.draft.arcs.mentor) <= PRICED_ARCS
    answer = {
        "plan": plan_text(standing.draft, plan),
        "figures": {**asdict(figures(plan)), "total_by_tier": Counter(int(tier) for tier in plan.tiers.values()), **ahead},
        "entries": entries(standing, plan, explanation, prices, is_priced),
        "mentors": mentors(problem, plan, prices),
    }
    at(Stage.RULES)
    priced = rule_prices(problem, plan) if is_priced else {}
    return {**answer, "rule_prices": {code: price_plain(price) for code, price in priced.items()}}, plan


def second_answer(problem: Problem) -> Plain:
    """The plan of second mentors, each of its pairs with reasons and prices; "second_choices" for those who have none.

    A choice without a place that the first mentors leave is none. Raises Invalid.
    """
    standing = best_standing(draft_of(problem))
    plan = proven_plan(standing)
    explanation = explain(standing)
    prices = PriceList(standing)
    is_priced = len(standing.draft.arcs.mentor) <= PRICED_ARCS
    found = choices_by_mentee(standing, prices) if is_priced else {}
    choices = {mentee: left for mentee, rows in found.items() if (left := [row for row in rows if row[2]["possible"]])}
    rows = [
        {
            "mentee": pair.mentee_id,
            "mentor": pair.mentor_id,
            "fit": pair.fit,
            "km": pair.km,
            "kept": pair.kept,
            "locked": pair.locked and not pair.kept,
            "tier": int(pair.tier),
            "reasons": {
                **served(explanation.served[pair.mentee_id]),
                "forbid": price_plain(prices.forbid(pair.mentee_id)) if is_priced and not pair.locked else None,
            },
            "choices": choices.pop(pair.mentee_id, []),
        }
        for pair in plan.pairs
    ]
    return {"second_plan": plan_text(standing.draft, plan), "second_pairs": rows, "second_choices": choices}


def entries(standing: Standing, plan: Plan, explanation: Explanation, prices: PriceList, is_priced: bool) -> list[Plain]:
    """One for each organization that wants a mentor, by id."""
    choices = choices_by_mentee(standing, prices) if is_priced else {}
    pairs = {pair.mentee_id: pair for pair in plan.pairs}
    rows = []
    for mentee, tier in sorted(plan.tiers.items()):
        pair = pairs.get(mentee)
        why = explanation.served[mentee] if pair else explanation.unserved[mentee]
        fit = pair.fit if pair else 0
        forbid = price_plain(prices.forbid(mentee)) if is_priced and pair and not pair.locked else None
        rows.append(
            {
                "mentee": mentee,
                "mentor": pair.mentor_id if pair else None,
                "tier": int(tier),
                "fit": fit,
                "priority": int(tier) * (FULL_FIT + 1) + fit,
                "km": pair.km if pair else None,
                "locked": bool(pair and pair.locked),
                "kept": bool(pair and pair.kept),
                "summary": {"signs": to_json(why.tier.signs), **said(why)},
                "reasons": {"forbid": forbid, **(served(why) if isinstance(why, ServedReasons) else unserved(why))},
                "choices": choices.get(mentee, []),
            }
        )
    return rows


def said(why: ServedReasons | UnservedReasons) -> Plain:
    """In a few sentences for coordinators: why, and what would change it for whoever is left out."""
    if isinstance(why, ServedReasons):
        return {"says": to_json(why.for_coordinators), "changes": []}
    return {"says": to_json(why.why), "changes": to_json(why.changes)}


def choices_by_mentee(standing: Standing, prices: PriceList) -> dict[str, list[Any]]:
    """Every possible pair as [mentor's id, fit, price of forcing it], best fit first."""
    arcs = standing.draft.arcs
    fits = {
        (arcs.mentors[arcs.mentor[arc]], mentee): arcs.fit[arc]
        for index, mentee in enumerate(arcs.mentees)
        for arc in arcs.of(index)
    }
    found: dict[str, list[Any]] = {}
    for (mentor, mentee), price in prices.force_all():
        found.setdefault(mentee, []).append([mentor, fits[mentor, mentee], price_plain(price)])
    return {mentee: sorted(rows, key=lambda row: (-row[1], row[0])) for mentee, rows in found.items()}


def served(why: ServedReasons) -> Plain:
    best = why.next_best
    return {
        "criteria": [
            {
                "code": each.code,
                "points": each.points,
                "maximum": each.maximum,
                "name": to_json(each.name),
                "reason": to_json(each.reason),
            }
            for each in why.criteria
        ],
        "possible": why.possible,
        "next_best": [best.mentor_id, best.fit] if best else None,
        "for_members": to_json(why.for_members),
    }


def unserved(why: UnservedReasons) -> Plain:
    return {
        "depends_on": list(why.depends_on),
        "places": why.places,
        "sharing": why.sharing,
        "one_more_place_at": [[other.mentor_id, other.fit] for other in why.one_more_place_at],
        "counts": [
            {
                "code": each.code,
                "text": to_json(each.text),
                "excludes": each.excludes,
                "would_open": each.would_open,
                "hidden": each.hidden,
                "needed": each in why.rules,
            }
            for each in why.counts
        ],
        "for_members": to_json(why.for_members),
    }


def mentors(problem: Problem, plan: Plan, prices: PriceList) -> list[Plain]:
    """Places, those used, and what one more would bring, for each mentor by id."""
    used = Counter(pair.mentor_id for pair in plan.pairs)
    return [
        {
            "mentor": party.id,
            "places": places_of(party, used[party.id]),
            "used": used[party.id],
            "one_more": price_plain(prices.one_more_place(party.id)),
        }
        for party in sorted(problem.mentors, key=lambda party: party.id)
    ]


def used_in_all(problem: Problem, rows: list[Plain], second_pairs: list[Plain]) -> list[Plain]:
    """The same with every place that the mentor has, and those that second pairs use."""
    used = Counter(pair["mentor"] for pair in second_pairs)
    parties = {party.id: party for party in problem.mentors}
    found = [{**row, "used": row["used"] + used[row["mentor"]]} for row in rows]
    return [{**row, "places": places_of(parties[row["mentor"]], row["used"])} for row in found]


def places_of(party: Party, used: int) -> int:
    """How many places it offers: one that rests offers none but those that it holds already."""
    return party.capacity if party.is_active else used


def price_plain(price: Price) -> Plain:
    """A price as JSON."""
    ahead = {str(int(tier)): count for tier, count in price.ahead_lost.items() if count}
    return {
        "possible": price.possible,
        "lost": {str(int(tier)): count for tier, count in price.served_lost.items()},
        **({"ahead": ahead} if ahead else {}),
        "fit": price.fit_lost,
        "kept": price.kept_lost,
        "drops": price.drops,
        "brings": price.brings,
    }


if __name__ == "__main__":
    main()
