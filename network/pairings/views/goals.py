"""Goals: the list, and what is done with each."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.organizations.queries import say_day
from network.pairings import commands, queries
from network.pairings.forms import ClosingForm, GoalForm
from network.pairings.queries import GoalView, NeedsView
from network.pairings.rules.goals import GOAL_WORDS, advice
from network.pairings.rules.needs import LEVEL_WORDS, suggested
from network.pairings.views.room import Page, blueprint
from network.settings.queries import catalogue, sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/goals")
def goals(pairing_id: UUID) -> str:
    """The goals, and the topics that the next could come from."""
    who, lists = actor(), catalogue()
    pairing, found, view = (
        queries.inside_of(who, pairing_id),
        queries.goals_of(who, pairing_id),
        queries.needs_of(who, pairing_id),
    )
    return render_template(
        "pairings/goals.html",
        pairing=pairing,
        goals=found,
        wide=_without_goal(view, found),
        view=view,
        advice=advice(sum(goal.is_open for goal in found)),
        lists=lists,
        states=GOAL_WORDS,
        levels=LEVEL_WORDS,
        say_day=say_day,
        sides=sides(),
    )


@blueprint.route("/<uuid:pairing_id>/goals/new", methods=["GET", "POST"])
def add_goal(pairing_id: UUID) -> Page:
    """Set a goal; `?topic=` chooses where it comes from."""
    who, lists = actor(), catalogue()
    pairing, found, view = (
        queries.inside_of(who, pairing_id),
        queries.goals_of(who, pairing_id),
        queries.needs_of(who, pairing_id),
    )
    form = GoalForm(topic=request.args.get("topic")).offer(lists, _without_goal(view, found))
    if form.attempt(lambda: commands.set_goal(who, pairing_id, form.to_draft())):
        flash(gettext("The goal is set."), "good")
        return redirect(url_for("pairings.goals", pairing_id=pairing_id), 303)
    said = advice(sum(goal.is_open for goal in found))
    page = render_template("pairings/goal.html", pairing=pairing, goal=None, form=form, advice=said, sides=sides())
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/goals/<uuid:goal_id>", methods=["GET", "POST"])
def change_goal(pairing_id: UUID, goal_id: UUID) -> Page:
    """Say a goal in other words."""
    who = actor()
    pairing, goal = queries.inside_of(who, pairing_id), _one(pairing_id, goal_id)
    form = GoalForm(topic=goal.topic, title=goal.title, due_on=goal.due_on).offer(catalogue(), ())
    if form.attempt(lambda: commands.change_goal(who, pairing_id, goal_id, form.to_draft()) or True):
        flash(gettext("Changed."), "good")
        return redirect(url_for("pairings.goals", pairing_id=pairing_id), 303)
    page = render_template("pairings/goal.html", pairing=pairing, goal=goal, form=form, advice=None, sides=sides())
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/goals/<uuid:goal_id>/close", methods=["GET", "POST"])
def close_goal(pairing_id: UUID, goal_id: UUID) -> Page:
    """Reach it or let it go, and name the service that began."""
    who, lists = actor(), catalogue()
    pairing, goal = queries.inside_of(who, pairing_id), _one(pairing_id, goal_id)
    form = ClosingForm().offer(lists, queries.served_by(pairing.mentee_id))
    if form.attempt(lambda: commands.close_goal(who, pairing_id, goal_id, form.to_draft()) or True):
        flash(gettext("The goal is closed."), "good")
        return redirect(url_for("pairings.goals", pairing_id=pairing_id), 303)
    page = render_template("pairings/close_goal.html", pairing=pairing, goal=goal, form=form, lists=lists, sides=sides())
    return status_of(page, form)


@blueprint.post("/<uuid:pairing_id>/goals/<uuid:goal_id>/reopen")
def reopen_goal(pairing_id: UUID, goal_id: UUID) -> Response:
    """Open it again."""
    insist_pressed()
    commands.reopen_goal(actor(), pairing_id, goal_id)
    flash(gettext("The goal is open again."), "good")
    return redirect(url_for("pairings.goals", pairing_id=pairing_id), 303)


def _one(pairing_id: UUID, goal_id: UUID) -> GoalView:
    found = next((goal for goal in queries.goals_of(actor(), pairing_id) if goal.id == goal_id), None)
    if found is None:
        raise NotFound(str(goal_id))
    return found


def _without_goal(view: NeedsView, found: tuple[GoalView, ...]) -> tuple[str, ...]:
    """The topics with the widest gaps that no open goal is about."""
    taken = {goal.topic for goal in found if goal.is_open}
    return suggested({topic: level for topic, level in view.latest.items() if topic not in taken}, view.wanted)
