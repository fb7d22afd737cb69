"""A matching problem as canonical text and back: whole numbers only, everything sorted, so equal problems are equal bytes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from network.mentorship.rules.facts import MICRODEGREES
from network.mentorship.rules.values import (
    Access,
    Constraints,
    Missed,
    PairKey,
    Party,
    Priority,
    Problem,
    RegionRule,
    Rules,
    Second,
    Strategy,
    TierRules,
    Wanted,
    Weights,
)

FORMAT = "matching-problem-1"
SETS = frozenset({"languages", "ways", "teaches", "contexts", "earlier_with", "preferred"})
DEGREES = frozenset({"latitude", "longitude"})


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, no fractions."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def whole_only(text: str) -> Any:
    """Read JSON whose numbers are all whole. Raises ValueError."""
    return json.loads(text, parse_float=refuse_number, parse_constant=refuse_number)


def refuse_number(text: str) -> None:
    raise ValueError(f"not a whole number: {text}")


def problem_text(problem: Problem) -> str:
    return canonical(
        {
            "format": FORMAT,
            "as_of": problem.as_of.isoformat(),
            "strategy": problem.strategy.value,
            "mentors": party_rows(problem.mentors),
            "mentees": party_rows(problem.mentees),
            "rules": {
                name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(problem.rules).items()
            },
            "weights": asdict(problem.weights),
            "tiers": asdict(problem.tiers),
            "constraints": {
                field.name: sorted(map(list, getattr(problem.constraints, field.name))) for field in fields(Constraints)
            },
            "labels": dict(problem.labels),
            **({} if problem.second is None else {"second": second_row(problem.second)}),  # texts of before had none
        }
    )


def problem_of(text: str) -> Problem:
    """The problem that `problem_text` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    plain = whole_only(text)
    if plain["format"] != FORMAT:
        raise ValueError(f"not a matching problem: {plain['format']}")
    rules: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in plain["rules"].items()
    }
    rules["region"] = RegionRule(rules["region"])
    return Problem(
        mentors=tuple(party_of(row) for row in plain["mentors"]),
        mentees=tuple(party_of(row) for row in plain["mentees"]),
        as_of=date.fromisoformat(plain["as_of"]),
        rules=Rules(**rules),
        weights=Weights(**plain["weights"]),
        tiers=TierRules(**plain["tiers"]),
        strategy=Strategy(plain["strategy"]),
        constraints=Constraints(**{name: pairs_of(rows) for name, rows in plain["constraints"].items()}),
        labels=plain["labels"],
        second=second_of(plain["second"]) if "second" in plain else None,
    )


def second_row(second: Second) -> dict[str, Any]:
    row = {"mentees": party_rows(second.mentees), "kept": sorted(map(list, second.kept)), "has": sorted(second.has)}
    return {**row, "locked": sorted(map(list, second.locked))} if second.locked else row  # texts of before had none


def second_of(row: Mapping[str, Any]) -> Second:
    mentees = tuple(party_of(each) for each in row["mentees"])
    return Second(mentees, pairs_of(row["kept"]), frozenset(row["has"]), pairs_of(row.get("locked", ())))


def party_rows(parties: Iterable[Party]) -> list[dict[str, Any]]:
    return [party_row(party) for party in sorted(parties, key=lambda party: party.id)]


def party_row(party: Party) -> dict[str, Any]:
    row: dict[str, Any] = {field.name: getattr(party, field.name) for field in fields(Party)}
    for name in SETS:
        row[name] = sorted(row[name])
    for name in DEGREES:
        row[name] = None if row[name] is None else round(row[name] * MICRODEGREES)
    row["access"] = party.access.value
    row["availability"] = sorted(map(list, party.availability))
    row["wants"] = sorted([wanted.topic, int(wanted.priority)] for wanted in party.wants)
    row["waiting_since"] = party.waiting_since and party.waiting_since.isoformat()
    if party.missed is None:  # texts of before had neither
        del row["missed"], row["missed_in"]
    return row


def party_of(row: Mapping[str, Any]) -> Party:
    known = dict(row)
    for name in SETS:
        known[name] = frozenset(known[name])
    for name in DEGREES:
        known[name] = None if known[name] is None else known[name] / MICRODEGREES
    known["access"] = Access(known["access"])
    known["availability"] = tuple((start, end) for start, end in known["availability"])
    known["wants"] = tuple(Wanted(topic, Priority(priority)) for topic, priority in known["wants"])
    known["waiting_since"] = known["waiting_since"] and date.fromisoformat(known["waiting_since"])
    if "missed" in known:
        known["missed"] = Missed(known["missed"])
    return Party(**known)


def pairs_of(rows: Iterable[Iterable[str]]) -> frozenset[PairKey]:
    return frozenset((mentor, mentee) for mentor, mentee in rows)
