"""What the best plan would be: asked of a process of its own, so that no web worker loads a solver or waits without end."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from network.config import ROOT
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import from_json, words
from network.mentorship.rules.plan_file import verify
from network.mentorship.rules.problem_file import problem_text
from network.mentorship.rules.values import Problem

LOG = logging.getLogger(__name__)
LONGEST = 60.0
"""Seconds before the process is ended."""
CHILD = "network.mentorship.rules.child"
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""What the process learns of the environment: no secret and no database."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem and everything about its best plan, checked. `problem` and `plan` are canonical text, the rest JSON values.

    `entries` has one object for each organization that wants a mentor, `mentors` one for each mentor (see rules.child).
    """

    problem: str
    plan: str
    digest: str
    figures: Mapping[str, Any]
    entries: tuple[Mapping[str, Any], ...]
    mentors: tuple[Mapping[str, Any], ...]
    rule_prices: Mapping[str, Any]
    value: int
    bound: int
    seconds: float


def solve(problem: Problem, longest: float = LONGEST) -> Solved:
    """The best plan, its proof checked here once more. `longest` is in seconds.

    Raises Invalid for a problem that contradicts itself, Conflict when it takes too long or fails. Call it outside any
    transaction: it takes from a third of a second upward.
    """
    text = problem_text(problem)
    begun = perf_counter()
    try:
        done = subprocess.run(  # noqa: S603  our own module, in our own interpreter
            [sys.executable, "-m", CHILD],
            input=text.encode(),
            capture_output=True,
            timeout=longest,
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Conflict(words("Matching took longer than %(most)s seconds and was stopped.", most=round(longest))) from None
    seconds = perf_counter() - begun
    if done.returncode:
        LOG.error("matching failed: %s", done.stderr.decode(errors="replace")[-4000:])
        raise Conflict(words("Matching failed. Nothing was changed. Tell whoever runs this installation."))
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Invalid(answer["refused"]["field"], from_json(answer["refused"]["says"]))
    return _checked(text, answer, seconds)


def _checked(text: str, answer: Mapping[str, Any], seconds: float) -> Solved:
    """Take the answer only if its proof holds, whatever the other process says of it."""
    verdict = verify(answer["plan"])
    if not verdict.proven:
        raise Conflict(words("The plan could not be proven to be the best, so it is not shown. Nothing was changed."))
    return Solved(
        problem=text,
        plan=answer["plan"],
        digest=answer["digest"],
        figures=answer["figures"],
        entries=tuple(answer["entries"]),
        mentors=tuple(answer["mentors"]),
        rule_prices=answer["rule_prices"],
        value=verdict.value,
        bound=verdict.bound,
        seconds=seconds,
    )
