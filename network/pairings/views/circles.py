"""Circles as pages: the list, one with its organizations and its log, and what is done with it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.rules.circles import CIRCLE_WORDS, MOST, say_next
from network.pairings.rules.durations import say_minutes
from network.pairings.views.room import Page, blueprint
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.web.forms import Form, status_of
from network.web.gate import actor


@blueprint.get("/circles")
def circles() -> str:
    """All that one may see."""
    return render_template(
        "pairings/circles.html",
        lines=queries.circles(actor()),
        words=CIRCLE_WORDS,
        may_open=can(actor(), Permission.CIRCLE_KEEP),
        say_day=say_day,
        say_minutes=say_minutes,
    )


@blueprint.route("/circles/new", methods=["GET", "POST"])
def open_circle() -> Page:
    """A name and a host."""
    authorize(actor(), Permission.CIRCLE_KEEP)
    form = forms.CircleForm().offer(queries.hosts(actor()))
    made = form.attempt(lambda: commands.open_circle(actor(), form.name.data or "", UUID(form.host_id.data), form.new_id.data))
    if made:
        flash(gettext("Opened. Now let organizations in."), "good")
        return _to(made)
    return status_of(render_template("pairings/open_circle.html", form=form), form)


@blueprint.get("/circles/<uuid:circle_id>")
def circle(circle_id: UUID) -> str:
    """Its organizations, what is next, its log."""
    view = queries.circle_of(actor(), circle_id)
    line = view.line
    return render_template(
        "pairings/circle.html",
        view=view,
        line=line,
        log=queries.circle_sessions(actor(), view),
        words=CIRCLE_WORDS,
        next=say_next(line.state, line.members, line.sessions, is_planned=line.next_on is not None),
        is_full=len(view.members) >= MOST,
        lists=catalogue(),
        say_day=say_day,
        say_minutes=say_minutes,
    )


@blueprint.route("/circles/<uuid:circle_id>/add", methods=["GET", "POST"])
def add_to_circle(circle_id: UUID) -> Page:
    """Let an organization in that waits for a mentor."""
    view = queries.circle_of(actor(), circle_id)
    authorize(actor(), Permission.CIRCLE_KEEP)
    found = queries.candidates(actor(), circle_id)
    form = forms.JoinForm().offer(found.offered)
    if form.attempt(lambda: commands.add_to_circle(actor(), circle_id, UUID(form.organization_id.data)) or True):
        flash(gettext("It is in the circle now."), "good")
        return _to(circle_id)
    return status_of(render_template("pairings/add_to_circle.html", line=view.line, form=form, found=found), form)


@blueprint.route("/circles/<uuid:circle_id>/host", methods=["GET", "POST"])
def change_host(circle_id: UUID) -> Page:
    """Give it another host."""
    view = queries.circle_of(actor(), circle_id)
    authorize(actor(), Permission.CIRCLE_KEEP)
    form = forms.HostForm().offer(queries.next_hosts(actor(), circle_id))
    if form.attempt(lambda: commands.change_host(actor(), circle_id, UUID(form.host_id.data)) or True):
        flash(gettext("It has another host now."), "good")
        return _to(circle_id)
    return status_of(render_template("pairings/change_host.html", line=view.line, form=form), form)


@blueprint.route("/circles/<uuid:circle_id>/leave/<uuid:organization_id>", methods=["GET", "POST"])
def leave_circle(circle_id: UUID, organization_id: UUID) -> Page:
    """Say what it means; let it out on the second press."""
    view = queries.circle_of(actor(), circle_id)
    member = next((each for each in view.members if each.id == organization_id), None)
    if member is None:
        raise NotFound(str(organization_id))
    authorize(actor(), Permission.CIRCLE_LEAVE, member)
    if Form().validate_on_submit():
        commands.leave_circle(actor(), circle_id, organization_id)
        flash(gettext("It is in the circle no more."), "good")
        return _to(circle_id) if actor().is_coordinator else redirect(url_for("pairings.circles"), 303)
    return render_template("pairings/leave_circle.html", line=view.line, form=Form(), member=member)


@blueprint.route("/circles/<uuid:circle_id>/end", methods=["GET", "POST"])
def end_circle(circle_id: UUID) -> Page:
    """Say what it means; end it on the second press."""
    view = queries.circle_of(actor(), circle_id)
    authorize(actor(), Permission.CIRCLE_KEEP)
    if Form().validate_on_submit():
        commands.end_circle(actor(), circle_id)
        flash(gettext("The circle has ended."), "good")
        return _to(circle_id)
    return render_template("pairings/end_circle.html", line=view.line, form=Form())


def _to(circle_id: UUID) -> Response:
    return redirect(url_for("pairings.circle", circle_id=circle_id), 303)
