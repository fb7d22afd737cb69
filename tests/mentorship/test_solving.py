"""Solving in a process of its own: what it is told, what it may not do, and that its word is not taken for it."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from network.config import ROOT
from network.kernel.refusals import Conflict, Invalid
from network.mentorship.queries import solving
from network.mentorship.queries.prices import price_view
from network.mentorship.queries.solving import solve
from network.mentorship.rules import child
from network.mentorship.rules.parameters import Parameters, checked, from_plain, to_plain
from network.mentorship.rules.plan_file import fingerprint, plan_of
from network.mentorship.rules.planning import match
from network.mentorship.rules.problem_file import problem_text
from network.mentorship.rules.values import (
    PRESETS,
    Constraints,
    Party,
    Problem,
    RegionRule,
    Rules,
    Strategy,
    TierRules,
    Wanted,
    Weights,
)

pytestmark = pytest.mark.usefixtures("own_processes")

SHARED: dict[str, Any] = {"languages": frozenset({"language:en"}), "ways": frozenset({"way:video"})}
MENTOR = Party("m", "Aspen", capacity=1, teaches=frozenset({"topic:a"}), **SHARED)
MENTEES = tuple(Party(each, each.upper(), wants=(Wanted("topic:a"),), **SHARED) for each in ("x", "y"))
PROBLEM = Problem((MENTOR,), MENTEES, date(2026, 11, 22))


def test_the_answer_is_that_of_the_engine() -> None:
    solved = solve(PROBLEM)
    expected = match(PROBLEM)
    assert plan_of(solved.plan).pairs == expected.pairs
    assert solved.digest == fingerprint(PROBLEM)
    assert (solved.value, solved.bound) == (expected.proof.value, expected.proof.bound)
    assert [entry["mentee"] for entry in solved.entries] == ["x", "y"]
    assert solved.figures["served"] == 1
    assert solved.seconds > 0


def test_every_possible_pair_has_its_price() -> None:
    served, left_out = solve(PROBLEM).entries
    assert [(row[0], row[2]["possible"]) for row in served["choices"]] == [("m", True)]
    assert left_out["choices"][0][2]["drops"] == "x"
    assert set(solve(PROBLEM).rule_prices) == {"language", "way", "topic"}


def test_too_many_pairs_are_matched_but_not_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PRICED_ARCS", 1)
    answer = child.answer_to(problem_text(PROBLEM))
    assert answer["rule_prices"] == {}
    assert all(entry["choices"] == [] for entry in answer["entries"])
    assert answer["figures"]["served"] == 1


def test_a_contradiction_comes_back_as_a_refusal() -> None:
    with pytest.raises(Invalid) as refusal:
        solve(replace(PROBLEM, constraints=Constraints(locked=frozenset({("m", "x"), ("m", "y")}))))
    assert refusal.value.field == "locked"
    assert "Aspen" in str(refusal.value)


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(Conflict):
        solve(PROBLEM, longest=0.01)


def test_a_failure_is_told_without_its_details(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "CHILD", "network.mentorship.rules.nobody")
    with pytest.raises(Conflict) as refusal:
        solve(PROBLEM)
    assert "nobody" not in str(refusal.value)


def test_a_plan_that_does_not_prove_itself_is_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    answer = child.answer_to(problem_text(PROBLEM))
    lie = answer["plan"].replace('"unserved":["y"]', '"unserved":[]')
    assert lie != answer["plan"]
    liar = tmp_path / "liar.py"
    liar.write_text(f"import json; print(json.dumps({ {**answer, 'plan': lie}!r}))")
    monkeypatch.setattr(solving, "CHILD", "liar")
    monkeypatch.setattr(solving, "ROOT", tmp_path)
    with pytest.raises(Conflict):
        solve(PROBLEM)


def test_it_learns_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("SECRET_KEY", "quiet")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere")
    teller = tmp_path / "teller.py"
    teller.write_text("import os, sys; print(sorted(os.environ), file=open('seen', 'w')); sys.exit(1)")
    monkeypatch.setattr(solving, "CHILD", "teller")
    monkeypatch.setattr(solving, "ROOT", tmp_path)
    with pytest.raises(Conflict):
        solve(PROBLEM)
    seen = (tmp_path / "seen").read_text()
    assert "PATH" in seen
    assert "SECRET_KEY" not in seen
    assert "DATABASE_URL" not in seen


def test_the_web_never_loads_the_solver() -> None:
    code = (
        "import sys; import network.app, network.mentorship.commands, network.mentorship.queries; "
        "sys.exit(any(name.split('.')[0] in ('ortools', 'numpy', 'pandas') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(),
        Parameters("own", Weights(topics=1), Rules(region=RegionRule.WITHIN, mentor_kinds=frozenset({"b", "a"}))),
        Parameters(tiers=TierRules(long_wait_days=0), strategy=Strategy.BEST_FIT),
    ],
)
def test_what_matters_is_stored_and_read_again(parameters: Parameters) -> None:
    assert from_plain(to_plain(parameters)) == parameters


def test_a_preset_is_known_by_its_weights() -> None:
    assert [checked(Parameters("own", preset.weights)).preset for preset in PRESETS] == [preset.code for preset in PRESETS]
    assert checked(Parameters("balanced", Weights(topics=41))).preset == "own"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        (Parameters(weights=Weights(topics=101)), "weights.topics"),
        (Parameters(rules=Rules(max_distance_km=0)), "max_distance_km"),
        (Parameters(rules=Rules(max_distance_km=5001)), "max_distance_km"),
        (Parameters(rules=Rules(min_overlap_minutes=-1)), "min_overlap_minutes"),
        (Parameters(tiers=TierRules(long_wait_days=-1)), "long_wait_days"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(parameters: Parameters, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(parameters)
    assert refusal.value.field == field


def test_a_price_is_said_in_short_sentences() -> None:
    price = {"possible": True, "lost": {"3": 1, "2": -2, "1": 0}, "fit": -40, "kept": 1, "drops": "x", "brings": "y"}
    seen = price_view(price, {"x": "Driftwood", "y": "Juniper"})
    assert [str(each) for each in seen.says] == [
        "1 organization of tier 3 less.",
        "2 organizations of tier 2 more.",
        "Driftwood would lose its mentor.",
        "Juniper would gain one.",
        "Total fit rises by 40.",
        "1 published pair is lost.",
    ]
    assert (seen.lost_in_all, seen.is_free) == (-1, False)
    never = price_view({**price, "possible": False}, {})
    assert [str(each) for each in never.says] == ["Not possible under the present rules and decisions."]
