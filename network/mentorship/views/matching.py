"""Matching once more after a decision, and what it changed, in words."""

from collections.abc import Callable
from uuid import UUID

from flask import flash

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, counted, words
from network.mentorship import commands, queries
from network.mentorship.queries.shapes import RunView
from network.web.gate import actor
from network.web.templates import say


def match(round_id: UUID) -> UUID:
    """Make the best plan of the round as it stands, and keep it. Solving happens outside of any transaction."""
    solved = queries.solve(queries.problem_for(actor(), round_id))
    return commands.store_run(actor(), round_id, solved)


def decide(round_id: UUID, done: Words, act: Callable[[], object]) -> None:
    """Do it, match again, and say what came of it. What is refused changes nothing."""
    before = queries.run_of(actor(), round_id)
    try:
        act()
    except (Invalid, Conflict) as refusal:
        flash(say(refusal.message), "stop")
        return
    try:
        match(round_id)
    except (Invalid, Conflict) as refusal:
        flash(say(words("It is noted, but no new plan could be made: %(why)s", why=refusal.message)), "stop")
        return
    after = queries.run_of(actor(), round_id)
    said = difference(before, after) if before and after else ()
    flash(" ".join(say(each) for each in (done, *said)), "good")


def difference(before: RunView, after: RunView) -> tuple[Words, ...]:
    """How the plan's figures moved."""
    said: list[Words] = []
    for tier in sorted(after.total_by_tier, reverse=True):
        change = after.served_by_tier.get(tier, 0) - before.served_by_tier.get(tier, 0)
        if change:
            said.append(_served(change, tier))
    if after.fit > before.fit:
        said.append(words("Total fit rises by %(points)s.", points=after.fit - before.fit))
    if after.fit < before.fit:
        said.append(words("Total fit falls by %(points)s.", points=before.fit - after.fit))
    return tuple(said) or (words("The plan serves as many and fits as well as before."),)


def _served(change: int, tier: int) -> Words:
    if change > 0:
        return counted("%(num)s more of tier %(tier)s is served.", "%(num)s more of tier %(tier)s are served.", change, tier=tier)
    return counted("%(num)s of tier %(tier)s is left out.", "%(num)s of tier %(tier)s are left out.", -change, tier=tier)
