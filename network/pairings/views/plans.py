"""The plan: its steps goal by goal, and what is done with each."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.organizations.queries import say_day
from network.pairings import commands, queries
from network.pairings.forms import StepForm, TemplateForm
from network.pairings.rules.plans.templates import TEMPLATES
from network.pairings.views.room import Page, blueprint
from network.settings.queries import sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/plan")
def plan(pairing_id: UUID) -> str:
    """The steps in their order."""
    return render_template(
        "pairings/plan.html",
        pairing=queries.inside_of(actor(), pairing_id),
        groups=queries.plan_of(actor(), pairing_id),
        today=clock.today(),
        say_day=say_day,
        sides=sides(),
    )


@blueprint.route("/<uuid:pairing_id>/plan/new", methods=["GET", "POST"])
def add_step(pairing_id: UUID) -> Page:
    """Add a step; `?goal=` says for which goal."""
    pairing, goals = queries.inside_of(actor(), pairing_id), queries.goals_of(actor(), pairing_id)
    form = StepForm(goal_id=request.args.get("goal", "")).offer(pairing, queries.people_of(pairing), goals)
    if form.attempt(lambda: commands.add_step(actor(), pairing_id, form.to_draft())):
        flash(gettext("The step is in the plan."), "good")
        return redirect(url_for("pairings.plan", pairing_id=pairing_id), 303)
    return status_of(render_template("pairings/step.html", pairing=pairing, form=form, step=None, sides=sides()), form)


@blueprint.route("/<uuid:pairing_id>/plan/template", methods=["GET", "POST"])
def take_template(pairing_id: UUID) -> Page:
    """Begin with a plan that others have used."""
    pairing, goals = queries.inside_of(actor(), pairing_id), queries.goals_of(actor(), pairing_id)
    form = TemplateForm().offer(goals)
    taken = form.attempt(lambda: commands.take_template(actor(), pairing_id, *form.chosen))
    if taken:
        flash(ngettext("%(num)s step is in the plan.", "%(num)s steps are in the plan.", taken), "good")
        return redirect(url_for("pairings.plan", pairing_id=pairing_id), 303)
    return status_of(
        render_template("pairings/take_template.html", pairing=pairing, form=form, templates=TEMPLATES, sides=sides()), form
    )


@blueprint.route("/<uuid:pairing_id>/plan/<uuid:step_id>", methods=["GET", "POST"])
def change_step(pairing_id: UUID, step_id: UUID) -> Page:
    """Change a step."""
    pairing, goals = queries.inside_of(actor(), pairing_id), queries.goals_of(actor(), pairing_id)
    step = queries.step_of(actor(), pairing_id, step_id)
    known = {
        "text": step.text,
        "who": step.who.value,
        "person_id": str(step.person_id or ""),
        "due_on": step.due_on,
        "goal_id": str(step.goal_id or ""),
    }
    form = StepForm(**known).offer(pairing, queries.people_of(pairing), goals)
    if form.attempt(lambda: commands.change_step(actor(), pairing_id, step_id, form.to_draft()) or True):
        flash(gettext("Changed."), "good")
        return redirect(url_for("pairings.plan", pairing_id=pairing_id), 303)
    return status_of(render_template("pairings/step.html", pairing=pairing, form=form, step=step, sides=sides()), form)


@blueprint.post("/<uuid:pairing_id>/plan/<uuid:step_id>/<any(up, down):way>")
def move_step(pairing_id: UUID, step_id: UUID, way: str) -> Response:
    """Put it before or after its neighbour."""
    insist_pressed()
    commands.move_step(actor(), pairing_id, step_id, way == "up")
    return _back(pairing_id, step_id)


@blueprint.post("/<uuid:pairing_id>/plan/<uuid:step_id>/<any(done, undone):state>")
def finish_step(pairing_id: UUID, step_id: UUID, state: str) -> Response:
    """Done, or not done after all."""
    insist_pressed()
    commands.finish_step(actor(), pairing_id, step_id, state == "done")
    return _back(pairing_id, step_id)


@blueprint.post("/<uuid:pairing_id>/plan/<uuid:step_id>/remove")
def remove_step(pairing_id: UUID, step_id: UUID) -> Response:
    """Take it out."""
    insist_pressed()
    commands.remove_step(actor(), pairing_id, step_id)
    flash(gettext("The step is out of the plan."), "good")
    return redirect(url_for("pairings.plan", pairing_id=pairing_id), 303)


def _back(pairing_id: UUID, step_id: UUID) -> Response:
    """To the plan, at the step that was pressed."""
    return redirect(url_for("pairings.plan", pairing_id=pairing_id, _anchor=f"step-{step_id}"), 303)
