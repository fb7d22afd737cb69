"""A plan file proves itself, and every tampering is found, without a solver in the process."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.mentorship.rules.plan_file import Unreadable, fingerprint, plan_of, plan_text, verify
from network.mentorship.rules.planning import settle_plan
from network.mentorship.rules.problem_file import problem_of, problem_text
from network.mentorship.rules.values import Constraints, Problem
from tests.mentorship.rules.building import mentee, mentor, problem, problems
from tests.mentorship.rules.test_planning import shuffled


def written(given_problem: Problem) -> str:
    standing, plan = settle_plan(given_problem)
    return plan_text(standing.draft, plan)


def sample() -> Problem:
    mentors = [mentor("m1", capacity=2, latitude=49.0, longitude=-123.0), mentor("m2")]
    mentees = [
        mentee(f"n{index}", latitude=50.0, longitude=-123.0, nearest_sex_work_km=400 if index == 1 else 0) for index in range(5)
    ]
    constraints = Constraints(locked=frozenset({("m1", "n4")}), kept=frozenset({("m2", "n1")}))
    return problem(mentors, mentees, constraints=constraints)


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_file_is_the_same_to_the_byte_whatever_the_order_of_rows(given_problem: Problem, chance: random.Random) -> None:
    assert written(given_problem) == written(shuffled(given_problem, chance))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_file_proves_itself_and_reads_back(given_problem: Problem) -> None:
    standing, plan = settle_plan(given_problem)
    text = plan_text(standing.draft, plan)
    assert verify(text).proven
    assert plan_of(text) == plan


def test_the_sample_is_proven() -> None:
    verdict = verify(written(sample()))
    assert (verdict.proven, str(verdict.text)) == (True, "No other plan scores higher under these rules and numbers.")


def test_no_name_of_an_organization_is_in_the_file() -> None:
    assert "Mentor" not in written(sample())
    assert "Mentee" not in written(sample())


def test_all_numbers_are_whole() -> None:
    def refuse(text: str) -> None:
        raise AssertionError(text)

    for text in (written(sample()), problem_text(sample())):
        json.loads(text, parse_float=refuse, parse_constant=refuse)


def tampered(change: Callable[[dict[str, Any]], object]) -> str:
    plain = json.loads(written(sample()))
    change(plain)
    return json.dumps(plain)


TAMPERINGS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a pair dropped": lambda plain: (plain["unserved"].append(plain["pairs"].pop(0)[1]), plain["unserved"].sort()),
    "a pair dropped and forgotten": lambda plain: plain["pairs"].pop(0),
    "a mentor overfull": lambda plain: plain["pairs"][1].__setitem__(0, "m1"),
    "a pair twice": lambda plain: plain["pairs"].append(plain["pairs"][0]),
    "fit raised in the plan": lambda plain: plain["pairs"][0].__setitem__(2, 999),
    "tier raised in the plan": lambda plain: plain["pairs"][0].__setitem__(3, 3),
    "kept claimed": lambda plain: plain["pairs"][0].__setitem__(6, True),
    "a price changed": lambda plain: plain["proof"]["prices"].__setitem__("m1", plain["proof"]["prices"]["m1"] + 10**9),
    "a price missing": lambda plain: plain["proof"]["prices"].pop("m1"),
    "the value changed": lambda plain: plain["proof"].__setitem__("value", plain["proof"]["value"] + 1),
    "the bound changed": lambda plain: plain["proof"].__setitem__("bound", plain["proof"]["bound"] + 1),
    "both changed": lambda plain: plain["proof"].update(bound=1, value=1),
    "better pairs added": lambda plain: plain["mentees"][3][2].__setitem__(0, [0, 1000, 0]),
    "places added": lambda plain: plain["mentors"][0].__setitem__(1, 2),
    "the strategy changed": lambda plain: plain.__setitem__("strategy", "most-served"),
    "a mentee hidden": lambda plain: plain["unserved"].pop(),
    "someone unknown left out": lambda plain: plain["unserved"].append("x"),
    "a tier missing": lambda plain: plain["tiers"].pop("n4"),
    "a lock claimed": lambda plain: plain["pairs"][0].__setitem__(5, True),
    "more locks than taken": lambda plain: plain["mentors"][0].__setitem__(2, 0),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(name: str) -> None:
    assert verify(tampered(lambda plain: None)).proven
    assert not verify(tampered(TAMPERINGS[name])).proven


UNREADABLE: dict[str, Callable[[dict[str, Any]], object]] = {
    "fractions": lambda plain: plain["pairs"][0].__setitem__(2, 1.5),
    "negative fit": lambda plain: plain["mentees"][0][2][0].__setitem__(1, -1),
    "fit above the most": lambda plain: plain["mentees"][0][2][0].__setitem__(1, 1001),
    "a truth for a number": lambda plain: plain["mentors"][0].__setitem__(1, True),
    "negative places": lambda plain: plain["mentors"][0].__setitem__(1, -1),
    "a tier that is none": lambda plain: plain["mentees"][0].__setitem__(1, 4),
    "a mentor that is none": lambda plain: plain["mentees"][0][2][0].__setitem__(0, 99),
    "an organization twice": lambda plain: plain["mentees"].append(plain["mentees"][0]),
    "a mentor twice": lambda plain: plain["mentors"].append(plain["mentors"][0]),
    "an arc twice": lambda plain: plain["mentees"][0][2].append(plain["mentees"][0][2][0]),
    "another format": lambda plain: plain.__setitem__("format", "x"),
    "no proof": lambda plain: plain.pop("proof"),
    "no mentors": lambda plain: plain.pop("mentors"),
    "a strategy that is none": lambda plain: plain.__setitem__("strategy", "x"),
    "a number for an id": lambda plain: plain["mentors"][0].__setitem__(0, 1),
    "too many places": lambda plain: plain["mentors"][0].__setitem__(1, 10**12),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_not_a_plan_is_said(name: str) -> None:
    assert str(verify(tampered(UNREADABLE[name])).text) == "This file is not a plan, or it was changed."


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "1", "nonsense", '{"format":NaN}', "[" * 100_000, "9" * 5000])
def test_junk_is_refused_calmly(text: str) -> None:
    assert not verify(text).proven
    with pytest.raises(Unreadable):
        plan_of(text)


def test_equal_problems_have_one_fingerprint() -> None:
    first = sample()
    assert fingerprint(first) == fingerprint(replace(first, mentors=first.mentors[::-1]))
    assert fingerprint(first) != fingerprint(replace(first, mentors=first.mentors[:1]))


@pytest.mark.parametrize("text", ["{}", '{"format":"x"}', "[1.5]", "[]"])
def test_what_is_not_a_problem_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        problem_of(text)


def test_a_problem_reads_back_as_it_was() -> None:
    assert problem_of(problem_text(sample())) == sample()


PURE = (
    "plan_file",
    "certificate",
    "values",
    "answers",
    "scoring",
    "tiers",
    "eligibility",
    "explaining",
    "prices",
    "scenarios",
    "standing",
    "planning",
    "flow",
)


@pytest.mark.parametrize("module", PURE)
def test_no_solver_is_loaded_until_it_is_used(module: str) -> None:
    code = (
        f"import sys, network.mentorship.rules.{module}\n"
        "heavy = {'ortools', 'numpy', 'scipy', 'pandas', 'flask', 'sqlalchemy'} & {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(f'loads {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_file_is_checked_where_no_solver_is_installed() -> None:
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(['ortools', 'numpy'], None))\n"
        "from network.mentorship.rules.plan_file import verify\n"
        "sys.exit(0 if verify(sys.stdin.read()).proven else 1)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=written(sample()), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
