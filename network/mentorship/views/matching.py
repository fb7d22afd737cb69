"""Matching at once or by the clock, how far that is, and what a decision changed, in words."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, counted, words
from network.mentorship import commands, queries
from network.mentorship.forms import PlainForm
from network.mentorship.queries.shapes import RunView
from network.mentorship.rules.queueing import MatchingState, is_large
from network.mentorship.views.room import blueprint
from network.web.forms import insist_pressed
from network.web.gate import actor
from network.web.templates import is_partial, say

CALM = 4  # seconds after which the page looks again, where no script does


@blueprint.get("/rounds/<uuid:round_id>/matching")
def show_matching(round_id: UUID) -> str | Answer:
    """How far the clock is with a large round. A script asks for the part alone, each second."""
    row, matching = queries.round_of(actor(), round_id), queries.matching_of(actor(), round_id)
    if matching is None or matching.state in (MatchingState.DONE, MatchingState.CANCELLED):
        onward = redirect(url_for("mentorship.show_round", round_id=round_id), 303)
        return Response(status=204, headers={"HX-Redirect": onward.location or ""}) if is_partial() else onward
    if is_partial():
        return render_template("mentorship/_matching.html", matching=matching)
    page = Response(render_template("mentorship/show_matching.html", round=row, matching=matching))
    if matching.is_open:
        page.headers["Refresh"] = str(CALM)
    return page


@blueprint.post("/rounds/<uuid:round_id>/matching/cancel")
def cancel_matching(round_id: UUID) -> Answer:
    """Take it back; the round's plan stays as it is."""
    insist_pressed(PlainForm())
    commands.cancel_matching(actor(), round_id)
    flash(gettext("Stopped. The plan is as it was."), "good")
    return redirect(url_for("mentorship.show_round", round_id=round_id), 303)


def match(round_id: UUID) -> bool:
    """Make the best plan of the round as it stands and keep it; a large round is handed to the clock. Says whether it is there.

    Solving happens outside of any transaction.
    """
    problem = queries.problem_for(actor(), round_id)
    if is_large(problem):
        commands.queue_matching(actor(), round_id)
        return False
    commands.store_run(actor(), round_id, queries.solve(problem))
    return True


def page_after(round_id: UUID, is_there: bool) -> str:
    """Where to look: at the plan, or at how far it is."""
    return url_for("mentorship.show_round" if is_there else "mentorship.show_matching", round_id=round_id)


def decide(round_id: UUID, done: Words, act: Callable[[], object]) -> None:
    """Do it, match again, and say what came of it. What is refused changes nothing."""
    before = queries.run_of(actor(), round_id)
    try:
        act()
    except (Invalid, Conflict) as refusal:
        flash(say(refusal.message), "stop")
        return
    try:
        is_there = match(round_id)
    except (Invalid, Conflict) as refusal:
        flash(say(words("It is noted, but no new plan could be made: %(why)s", why=refusal.message)), "stop")
        return
    if not is_there:
        flash(say(done), "good")
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
    if after.ahead_served != before.ahead_served:
        said.append(_ahead_served(after.ahead_served))
    if after.fit > before.fit:
        said.append(words("Total fit rises by %(points)s.", points=after.fit - before.fit))
    if after.fit < before.fit:
        said.append(words("Total fit falls by %(points)s.", points=before.fit - after.fit))
    return tuple(said) or (words("The plan serves as many and fits as well as before."),)


def _ahead_served(num: int) -> Words:
    return counted("%(num)s that goes first in its tier is served.", "%(num)s that go first in their tier are served.", num)


def _served(change: int, tier: int) -> Words:
    if change > 0:
        return counted("%(num)s more of tier %(tier)s is served.", "%(num)s more of tier %(tier)s are served.", change, tier=tier)
    return counted("%(num)s of tier %(tier)s is left out.", "%(num)s of tier %(tier)s are left out.", -change, tier=tier)
