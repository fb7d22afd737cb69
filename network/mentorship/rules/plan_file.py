"""A plan as a file that anybody can check: its numbers and its proof, without a name of an organization in it."""

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from network.kernel.words import words
from network.mentorship.rules.answers import Pair, Plan, Proof
from network.mentorship.rules.arcs import Arcs, arcs_of
from network.mentorship.rules.certificate import Verdict, agrees, check
from network.mentorship.rules.problem_file import canonical, problem_text, whole_only
from network.mentorship.rules.standing import Draft
from network.mentorship.rules.values import FULL_FIT, Problem, Strategy, Tier

FORMAT = "matching-plan-1"
WITH_AHEAD = "matching-plan-2"
"""The same, with the names of those that go first within their tier."""
PAIR_FIELDS = ("mentor_id", "mentee_id", "fit", "tier", "km", "locked", "kept")
MOST = 10**6
"""No count in a plan comes near it; larger ones are not worth the time of checking."""


class Unreadable(ValueError):
    """The text is not a plan file."""


def fingerprint(problem: Problem) -> str:
    """The same for equal problems whatever the order of their rows."""
    return sha256(problem_text(problem).encode()).hexdigest()


def plan_text(draft: Draft, plan: Plan) -> str:
    """The plan with the numbers that its proof stands on."""
    arcs = draft.arcs
    return canonical(
        {
            "format": WITH_AHEAD if plan.ahead else FORMAT,
            **({"ahead": sorted(plan.ahead)} if plan.ahead else {}),
            "problem": fingerprint(draft.problem),
            "strategy": arcs.strategy.value,
            "load_step": arcs.load_step,
            "mentors": [list(row) for row in zip(arcs.mentors, arcs.places, arcs.taken, strict=True)],
            "mentees": [
                [mentee, tier, [[arcs.mentor[arc], arcs.fit[arc], arcs.kept[arc]] for arc in arcs.of(index)]]
                for index, (mentee, tier) in enumerate(zip(arcs.mentees, arcs.tiers, strict=True))
            ],
            "pairs": [[getattr(pair, name) for name in PAIR_FIELDS] for pair in plan.pairs],
            "unserved": list(plan.unserved),
            "tiers": {mentee: int(tier) for mentee, tier in plan.tiers.items()},
            "load": plan.load,
            "proof": asdict(plan.proof),
        }
    )


def plan_of(text: str) -> Plan:
    """The plan as it was written; its reasons are not in the file. Raises Unreadable."""
    try:
        plain = whole_only(text)
        require(isinstance(plain, dict))
        return Plan(
            strategy=Strategy(plain["strategy"]),
            pairs=tuple(pair_of(row) for row in plain["pairs"]),
            unserved=tuple(plain["unserved"]),
            tiers={mentee: Tier(tier) for mentee, tier in plain["tiers"].items()},
            load=count(plain["load"], 10**9),
            proof=Proof(plain["proof"]["prices"], plain["proof"]["value"], plain["proof"]["bound"]),
            ahead=ahead_in(plain),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("not a plan file") from error


def arcs_in(text: str) -> Arcs:
    """The numbers that the proof stands on. Raises Unreadable."""
    try:
        plain = whole_only(text)
        mentors = [(name(id_), count(places), count(taken)) for id_, places, taken in plain["mentors"]]
        require(len({row[0] for row in mentors}) == len(mentors))
        mentees = [(name(id_), Tier(count(tier))) for id_, tier, _ in plain["mentees"]]
        require(len({row[0] for row in mentees}) == len(mentees))
        pairs = [
            (mentors[count(mentor)][0], mentee, count(fit, FULL_FIT), bool(count(kept, 1)))
            for mentee, _, rows in plain["mentees"]
            for mentor, fit, kept in rows
        ]
        require(len({row[:2] for row in pairs}) == len(pairs))
        return arcs_of(mentors, mentees, pairs, count(plain["load_step"]), Strategy(plain["strategy"]), ahead_in(plain))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Unreadable("not a plan file") from error


def ahead_in(plain: Mapping[str, Any]) -> frozenset[str]:
    """Those that go first within their tier. Raises ValueError or KeyError for anything but one of the two formats."""
    if plain["format"] == FORMAT:
        require("ahead" not in plain)
        return frozenset()
    require(plain["format"] == WITH_AHEAD)
    names = [name(each) for each in plain["ahead"]]
    require(bool(names) and names == sorted(set(names)))
    return frozenset(names)


def verify(text: str) -> Verdict:
    """Check a plan file from its own numbers, with no solver and no trust in whoever wrote it."""
    try:
        plan, arcs = plan_of(text), arcs_in(text)
    except Unreadable:
        return Verdict(False, words("This file is not a plan, or it was changed."))
    free = [pair for pair in plan.pairs if not pair.locked]
    chosen = {pair.mentee_id: pair.mentor_id for pair in free}
    if not states_the_same(arcs, plan, chosen):
        return Verdict(False, words("The plan and the numbers in this file do not agree."))
    verdict = check(arcs, chosen, plan.proof.prices)
    if verdict.proven and not agrees(verdict, plan.proof):
        return Verdict(False, words("The proof states other numbers than the plan gives."), verdict.value, verdict.bound)
    return verdict


def states_the_same(arcs: Arcs, plan: Plan, chosen: Mapping[str, str]) -> bool:
    """Whether fits, tiers and who is left out are those of the numbers, nobody is paired twice, and locks fit what is taken."""
    fits = {
        (arcs.mentors[arcs.mentor[arc]], mentee): (arcs.fit[arc], arcs.tiers[index], bool(arcs.kept[arc]))
        for index, mentee in enumerate(arcs.mentees)
        if mentee in chosen
        for arc in arcs.of(index)
    }
    taken = dict(zip(arcs.mentors, arcs.taken, strict=True))
    for pair in plan.pairs:
        if pair.locked:
            taken[pair.mentor_id] = taken.get(pair.mentor_id, 0) - 1
        elif fits.get(pair.key) != (pair.fit, int(pair.tier), pair.kept):
            return False
    everyone = [pair.mentee_id for pair in plan.pairs] + list(plan.unserved)
    left_out = tuple(mentee for mentee in arcs.mentees if mentee not in chosen)
    return (
        plan.strategy is arcs.strategy
        and plan.unserved == left_out
        and len(set(everyone)) == len(everyone)
        and sorted(everyone) == sorted(plan.tiers)
        and plan.ahead <= plan.tiers.keys()
        and all(left >= 0 for left in taken.values())
    )


def pair_of(row: list[Any]) -> Pair:
    mentor, mentee, fit, tier, km, locked, kept = row
    require(type(locked) is bool and type(kept) is bool)
    km = None if km is None else count(km)
    return Pair(name(mentor), name(mentee), count(fit, FULL_FIT), Tier(count(tier)), km, locked, kept)


def count(value: Any, most: int = MOST) -> int:
    require(type(value) is int and 0 <= value <= most)
    return int(value)


def name(value: Any) -> str:
    require(isinstance(value, str))
    return str(value)


def require(holds: bool) -> None:
    if not holds:
        raise ValueError
