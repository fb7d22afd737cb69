"""The log of a circle as pages: add to it, correct, take back."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.rules.durations import say_minutes
from network.pairings.views.room import Page, blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web.forms import Form, status_of
from network.web.gate import actor


@blueprint.route("/circles/<uuid:circle_id>/log", methods=["GET", "POST"])
def log_circle_session(circle_id: UUID) -> Page:
    """One short form."""
    line = queries.circle_of(actor(), circle_id).line
    authorize(actor(), Permission.CIRCLE_LOG, queries.circle_facts(circle_id))
    came = queries.came_from(actor(), circle_id)
    form = forms.CircleSessionForm(held_on=queries.today_of_circle(circle_id)).offer(catalogue(), came)
    if form.attempt(lambda: commands.log_circle_session(actor(), circle_id, form.to_draft())):
        flash(gettext("Logged. Thank you: that keeps the picture true."), "good")
        return redirect(url_for("pairings.circle", circle_id=circle_id), 303)
    page = render_template("pairings/circle_session.html", line=line, form=form, before=None, session_id=None)
    return status_of(page, form)


@blueprint.route("/circles/<uuid:circle_id>/log/<uuid:session_id>", methods=["GET", "POST"])
def correct_circle_session(circle_id: UUID, session_id: UUID) -> Page:
    """Correct an entry."""
    who, line = actor(), queries.circle_of(actor(), circle_id).line
    authorize(who, Permission.CIRCLE_CORRECT, queries.get_circle_session(who, circle_id, session_id)[1])
    before = queries.logged_meeting(who, circle_id, session_id)
    came, ids = queries.came_from(who, circle_id), (circle_id, session_id)
    form = forms.meeting_form(catalogue(), came, before)
    if form.attempt(lambda: commands.correct_circle_session(who, *ids, form.to_draft(), form.version.data or 0) or True):
        flash(gettext("Corrected."), "good")
        return redirect(url_for("pairings.circle", circle_id=circle_id), 303)
    if form.is_late:
        before = queries.logged_meeting(who, *ids)
        form.takes_place_of(before.version)
    page = render_template(
        "pairings/circle_session.html", line=line, form=form, before=before, session_id=session_id, lists=catalogue(),
        say_day=say_day, say_minutes=say_minutes, names=[name for id, name in came if id in before.attended],
    )  # fmt: skip
    return status_of(page, form)


@blueprint.route("/circles/<uuid:circle_id>/log/<uuid:session_id>/take-back", methods=["GET", "POST"])
def take_back_circle_session(circle_id: UUID, session_id: UUID) -> Page:
    """Say what it means; take it out of the log on the second press."""
    line = queries.circle_of(actor(), circle_id).line
    row, facts = queries.get_circle_session(actor(), circle_id, session_id)
    authorize(actor(), Permission.CIRCLE_CORRECT, facts)
    form = Form()
    if form.validate_on_submit():
        commands.take_back_circle_session(actor(), circle_id, session_id)
        flash(gettext("Taken back. It counts no more."), "good")
        return redirect(url_for("pairings.circle", circle_id=circle_id), 303)
    return render_template(
        "pairings/take_back_meeting.html", line=line, form=form, before=row, lists=catalogue(), say_day=say_day,
        say_minutes=say_minutes,
    )  # fmt: skip
