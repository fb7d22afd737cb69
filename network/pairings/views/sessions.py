"""The log of mentoring sessions as pages: read, add to it, correct, take back."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.rules.durations import say_minutes
from network.pairings.views.room import blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue, sides
from network.web.forms import Form, status_of
from network.web.gate import actor

IN_SIGHT = 6


@blueprint.get("/<uuid:pairing_id>/sessions")
def sessions(pairing_id: UUID) -> str:
    """The log, the newest first."""
    who, lists = actor(), catalogue()
    view = queries.pairing_of(who, pairing_id)
    page = queries.sessions(who, pairing_id, after=request.args.get("after"), before=request.args.get("before"))
    totals = queries.totals_of([pairing_id], queries.today_of(pairing_id)).get(pairing_id, queries.SessionTotals())
    return render_template(
        "pairings/sessions.html", view=view, line=view.line, page=page, totals=totals, lists=lists, say_day=say_day,
        say_minutes=say_minutes, sides=sides(), may_log=queries.takes_sessions(who, pairing_id),
        is_coordinator=who.is_coordinator,
    )  # fmt: skip


@blueprint.route("/<uuid:pairing_id>/sessions/new", methods=["GET", "POST"])
def log_session(pairing_id: UUID) -> str | Response | tuple[str, int]:
    """One short form."""
    who, lists = actor(), catalogue()
    line = queries.pairing_of(who, pairing_id).line
    authorize(who, Permission.SESSION_LOG, queries.facts_of([queries.get_pairing(who, pairing_id)])[pairing_id])
    topics = queries.topics_of(pairing_id)
    form = forms.SessionForm(held_on=queries.today_of(pairing_id), how=queries.last_way(pairing_id)).offer(lists, topics)
    if form.attempt(lambda: commands.log_session(who, pairing_id, form.to_draft())):
        flash(gettext("Logged. Thank you: that keeps the picture true."), "good")
        return redirect(url_for(".sessions", pairing_id=pairing_id), 303)
    page = render_template(
        "pairings/session_form.html", line=line, form=form, near=near(topics), sides=sides(), before=None, reads_all=True
    )
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/sessions/<uuid:session_id>", methods=["GET", "POST"])
def correct_session(pairing_id: UUID, session_id: UUID) -> str | Response | tuple[str, int]:
    """Correct an entry."""
    who, lists = actor(), catalogue()
    line, (row, facts) = queries.pairing_of(who, pairing_id).line, queries.get_session(who, pairing_id, session_id)
    authorize(who, Permission.SESSION_CORRECT, facts)
    before, topics = queries.session_line(who, pairing_id, session_id), queries.topics_of(pairing_id)
    form, ids = forms.session_form(lists, topics, before, row.version), (pairing_id, session_id)
    if form.attempt(lambda: commands.correct_session(who, *ids, form.to_draft(), form.version.data or 0) or True):
        flash(gettext("Corrected."), "good")
        return redirect(url_for(".sessions", pairing_id=pairing_id), 303)
    if form.is_late:
        before = queries.session_line(who, *ids)
        form.takes_place_of(queries.get_session(who, *ids)[0].version)
    page = render_template(
        "pairings/session_form.html", line=line, form=form, near=near(topics), sides=sides(), before=before, lists=lists,
        say_day=say_day, say_minutes=say_minutes, reads_all=before.note is not None,
    )  # fmt: skip
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/sessions/<uuid:session_id>/take-back", methods=["GET", "POST"])
def take_back_session(pairing_id: UUID, session_id: UUID) -> str | Response:
    """Say what it means; take it out of the log on the second press."""
    who = actor()
    line, (_, facts) = queries.pairing_of(who, pairing_id).line, queries.get_session(who, pairing_id, session_id)
    authorize(who, Permission.SESSION_CORRECT, facts)
    form = Form()
    if form.validate_on_submit():
        commands.take_back_session(who, pairing_id, session_id)
        flash(gettext("Taken back. It counts no more."), "good")
        return redirect(url_for(".sessions", pairing_id=pairing_id), 303)
    before = queries.session_line(who, pairing_id, session_id)
    return render_template(
        "pairings/take_back_session.html", line=line, form=form, before=before, lists=catalogue(), say_day=say_day,
        say_minutes=say_minutes,
    )  # fmt: skip


def near(topics: queries.TopicsOfPair) -> int:
    """How many topics are in sight: the form is filled in on a telephone."""
    return min(len(topics.shared) + len(topics.others), IN_SIGHT)
