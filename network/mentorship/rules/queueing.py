"""Matching that is too large for one request: how large that is, where it stands, and what is being done."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from network.kernel.words import Words, words
from network.mentorship.rules.values import Problem

AT_ONCE = 8_000
"""Mentors times mentees up to which a plan with all its reasons and prices is there in under a second."""
MOST_TURNS = 4
"""How often the clock begins anew when something changes meanwhile, or its process is killed, before it gives up."""


class MatchingState(StrEnum):
    """Where a matching that was handed to the clock stands."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Stage(IntEnum):
    """What is being done, in order."""

    PAIRS = 1
    PLAN = 2
    REASONS = 3
    PRICES = 4
    RULES = 5
    SECOND = 6
    KEEPING = 7


STAGE_WORDS: Mapping[Stage, Words] = {
    Stage.PAIRS: words("Looking at every possible pair."),
    Stage.PLAN: words("Finding the best plan, and its proof."),
    Stage.REASONS: words("Working out why each pair, and why not."),
    Stage.PRICES: words("Pricing each other choice."),
    Stage.RULES: words("Pricing the rules."),
    Stage.SECOND: words("Finding second mentors."),
    Stage.KEEPING: words("Checking the proof, and keeping the plan."),
}
CHANGED = words("Something changed each time while the plan was being made. Match again when the list is at rest.")
BROKE_DOWN = words("The work broke down. That is our fault, not yours. Nothing was changed.")


def is_large(problem: Problem) -> bool:
    """Whether matching it would keep somebody waiting."""
    matchings = 1 if problem.second is None else 2
    return len(problem.mentors) * len(problem.mentees) * matchings > AT_ONCE
