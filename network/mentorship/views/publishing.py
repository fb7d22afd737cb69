"""Publishing a round: what it would do, whom it would not reach, and a letter of invitation to print for those."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.mentorship import commands, queries
from network.mentorship.forms import PlainForm
from network.mentorship.views.room import Page, blueprint
from network.organizations import commands as organization_commands
from network.organizations import queries as organization_queries
from network.organizations.queries import day_of
from network.places.queries import zone
from network.settings.queries import catalogue, sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/rounds/<uuid:round_id>/publish", methods=["GET", "POST"])
def show_publishing(round_id: UUID) -> Page:
    """What publishing would do now; it is done on the second press."""
    view, form = queries.publishing(actor(), round_id, request.args.get("after", "")), PlainForm()
    if view.round.run_id is None:
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    made = form.attempt(lambda: commands.publish_round(actor(), round_id))
    if made is not None:
        flash(ngettext("%(num)s pair is published.", "%(num)s pairs are published.", len(made)), "good")
        return redirect(url_for("mentorship.show_answers", round_id=round_id), 303)
    run, both = queries.run_of(actor(), round_id), tuple(sides().items())
    shown = {"view": view, "round": view.round, "run": run, "page": view.silent, "form": form}
    return status_of(render_template("mentorship/show_publishing.html", both_sides=both, **shown))


@blueprint.post("/rounds/<uuid:round_id>/invitations/<uuid:organization_id>")
def print_invitation(round_id: UUID, organization_id: UUID) -> str | Response:
    """A letter with a link for one lead, made now and shown once."""
    insist_pressed(PlainForm())
    row = queries.round_of(actor(), round_id)
    organization = organization_queries.get(actor(), organization_id)
    token = organization_commands.make_invitation(actor(), organization_id, True)
    days = int(catalogue().get("invitation_days"))
    return render_template(
        "mentorship/print_invitation.html",
        round=row,
        name=organization.name,
        address=current_app.config["PEER"].base_url.rstrip("/") + url_for("organizations.show_invitation", token=token),
        days=days,
        today=day_of(clock.now(), zone()),
    )
