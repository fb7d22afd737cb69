"""Named plans of a round: kept, compared, taken up again."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.actor import Actor
from network.mentorship import commands, queries
from network.mentorship.forms import PlainForm, ScenarioForm
from network.mentorship.queries.scenarios import ComparisonView, ScenarioView
from network.mentorship.queries.shapes import RunView
from network.mentorship.views.room import Page, blueprint, moment
from network.places.queries import zone
from network.settings.queries import sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/rounds/<uuid:round_id>/scenarios", methods=["GET", "POST"])
def show_scenarios(round_id: UUID) -> Page:
    """The named plans in figures, one of them against the plan at hand by name, and a form to keep this one."""
    who, form = actor(), ScenarioForm()
    row, run = queries.round_of(who, round_id), queries.run_of(who, round_id)
    if run is None:
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    if form.attempt(lambda: commands.save_scenario(who, round_id, form.name.data)):
        flash(gettext("Kept as “%(name)s”.", name=form.name.data), "good")
        return redirect(url_for("mentorship.show_scenarios", round_id=round_id), 303)
    every = queries.scenarios(who, round_id)
    against = _against(every, run)
    return status_of(
        render_template(
            "mentorship/show_scenarios.html",
            round=row,
            run=run,
            form=form,
            scenarios=every,
            against=against,
            comparison=_compared(who, round_id, against, run),
            moment=moment,
            zone=zone(),
            sides=sides(),
        )
    )


@blueprint.post("/rounds/<uuid:round_id>/scenarios/<uuid:scenario_id>")
def adopt_scenario(round_id: UUID, scenario_id: UUID) -> Response:
    """Make a named plan the round's plan again, with its rules and its decisions."""
    insist_pressed(PlainForm())
    commands.adopt_scenario(actor(), round_id, scenario_id)
    flash(gettext("This is the round’s plan again, with its rules and decisions."), "good")
    return redirect(url_for("mentorship.show_round", round_id=round_id), 303)


def _against(every: tuple[ScenarioView, ...], run: RunView) -> ScenarioView | None:
    """The one that was asked for, else the newest that is not the plan at hand."""
    wanted = request.args.get("with", "")
    found = next((each for each in every if str(each.id) == wanted), None)
    return found or next((each for each in reversed(every) if each.run.id != run.id), None)


def _compared(who: Actor, round_id: UUID, against: ScenarioView | None, run: RunView) -> ComparisonView | None:
    if against is None or against.run.id == run.id:
        return None
    return queries.comparison(who, round_id, run.id, against.run.id)
