"""What the best plan would be: asked of a process of its own, so that no web worker loads a solver or waits without end."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Any

from network.config import ROOT
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import from_json, words
from network.mentorship.rules.plan_file import verify
from network.mentorship.rules.problem_file import problem_text
from network.mentorship.rules.queueing import Stage
from network.mentorship.rules.values import Problem

LOG = logging.getLogger(__name__)
LONGEST = 60.0
"""Seconds before the process is ended."""
LONGEST_ON_CLOCK = 300.0
"""The same where nobody's request waits for it."""
TICK = 1.0
"""Seconds between two looks at how far it is."""
Watch = Callable[[int], bool]
"""Is told at which stage the work is (see rules.queueing.Stage), each second; False stops it."""
CHILD = "network.mentorship.rules.child"
STAGE_LINES = frozenset(b"stage %d" % stage for stage in Stage)
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""What the process learns of the environment: no secret and no database."""


class Stopped(Exception):
    """Whoever watched said that the plan is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem and everything about its best plan, checked. `problem` and `plan` are canonical text, the rest JSON values.

    `entries` has one object for each organization that wants a mentor, `mentors` one for each mentor, `second_pairs` one for each
    second mentor of `second_plan`, which is None where none was asked for (see rules.child).
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
    second_plan: str | None = None
    second_pairs: tuple[Mapping[str, Any], ...] = ()


def solve(problem: Problem, longest: float = LONGEST, watch: Watch | None = None) -> Solved:
    """The best plan, its proof checked here once more. `longest` is in seconds.

    Raises Invalid for a problem that contradicts itself, Conflict when it takes too long or fails, Stopped when `watch` says so.
    Call it outside any transaction: it takes from a third of a second upward.
    """
    text = problem_text(problem)
    begun = perf_counter()
    with subprocess.Popen(  # noqa: S603  our own module, in our own interpreter
        [sys.executable, "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"},
    ) as process:
        try:
            given, told = _heard(process, text.encode(), longest, watch)
        finally:
            process.kill()  # one that has ended by itself takes no notice
    if process.returncode:
        LOG.error("matching failed: %s", told.decode(errors="replace")[-4000:])
        raise Conflict(words("Matching failed. Nothing was changed. Tell whoever runs this installation."))
    answer = json.loads(given)
    if "refused" in answer:
        raise Invalid(answer["refused"]["field"], from_json(answer["refused"]["says"]))
    solved = _checked(text, answer, perf_counter() - begun)
    if watch is not None and not watch(Stage.KEEPING):
        raise Stopped
    return solved


def _heard(process: subprocess.Popen[bytes], question: bytes, longest: float, watch: Watch | None) -> tuple[bytes, bytes]:
    """What the process says in the end. What it tells on the way are its stages, a line each."""
    asked: bytes | None = question
    until = monotonic() + longest
    while True:
        try:
            return process.communicate(asked, timeout=min(TICK, longest) if watch else longest)
        except subprocess.TimeoutExpired as waiting:
            asked = None  # it has been handed over
            if monotonic() >= until:
                said = words("Matching took longer than %(most)s seconds and was stopped.", most=round(longest))
                raise Conflict(said) from None
            if watch is not None and not watch(_stage(waiting.stderr or b"")):
                raise Stopped from None


def _stage(told: bytes) -> int:
    """The last stage that was told; 0 before the first."""
    return max((int(line.removeprefix(b"stage ")) for line in told.splitlines() if line in STAGE_LINES), default=0)


def _checked(text: str, answer: Mapping[str, Any], seconds: float) -> Solved:
    """Take the answer only if its proof holds, whatever the other process says of it."""
    verdict, second_plan = verify(answer["plan"]), answer["second_plan"]
    if not verdict.proven or (second_plan is not None and not verify(second_plan).proven):
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
        second_plan=second_plan,
        second_pairs=tuple(answer["second_pairs"]),
    )
