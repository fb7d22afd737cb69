"""What administrators owe: requests with their days, incidents, and the plan for them."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.places.rules.clocks import say_date
from network.policy import Permission, authorize
from network.privacy import queries
from network.privacy.commands import duties as commands
from network.privacy.commands.duties import IncidentDraft, RequestDraft
from network.privacy.events import IncidentRead, PrivacyRequestRead
from network.privacy.forms import AnswerForm, ExtendForm, IncidentForm, NoticeForm, RequestForm
from network.privacy.rules.due import ANSWERED_WITHIN, EXTENDED_BY, due_on
from network.privacy.rules.duties import ASKED_NAMES, PLAN, WHY_NAMES, Asked, WhyLonger
from network.privacy.views import blueprint
from network.web.gate import actor
from network.web.noting import noted_once
from network.web.templates import say

Page = str | Response | tuple[str, int]


@blueprint.route("/requests", methods=["GET", "POST"])
def requests() -> Page:
    """What people asked for, and by when it must be answered; a form for one more."""
    authorize(actor(), Permission.REQUESTS_KEEP)
    form = RequestForm(received_on=clock.today())
    form.kind.choices = [(code.value, say(name)) for code, name in ASKED_NAMES.items()]
    if form.attempt(lambda: commands.log_request(actor(), _request_of(form))):
        flash(gettext("Written down, with the day by which it must be answered."), "good")
        return redirect(url_for(".requests"), 303)
    found = queries.requests(actor())
    page = render_template(
        "privacy/requests.html", form=form, requests=found, names=ASKED_NAMES, say_date=say_date, days=ANSWERED_WITHIN
    )
    return _status(page)


@blueprint.route("/requests/<uuid:request_id>", methods=["GET", "POST"])
def show_request(request_id: UUID) -> Page:
    """One request, and a form that closes it."""
    authorize(actor(), Permission.REQUESTS_KEEP)
    found = queries.request(actor(), request_id)
    noted_once(actor(), PrivacyRequestRead(request_id=request_id))
    form = AnswerForm(answered_on=found.answered_on or clock.today(), note=found.note)
    if form.attempt(lambda: commands.answer_request(actor(), request_id, _day(form.answered_on), form.note.data or "") or True):
        flash(gettext("Closed as answered."), "good")
        return redirect(url_for(".requests"), 303)
    return _status(_request_page(found, form, _extending()))


@blueprint.post("/requests/<uuid:request_id>/extend")
def extend_request(request_id: UUID) -> Page:
    """More time for an answer, once."""
    authorize(actor(), Permission.REQUESTS_KEEP)
    found, extending = queries.request(actor(), request_id), _extending()
    if day := extending.attempt(lambda: commands.extend_request(actor(), request_id, WhyLonger(extending.why.data))):
        flash(gettext("Written down. It must be answered by %(day)s.", day=say(say_date(day))), "good")
        return redirect(url_for(".show_request", request_id=request_id), 303)
    return _request_page(found, AnswerForm(formdata=None, answered_on=clock.today(), note=found.note), extending), 422


def _extending() -> ExtendForm:
    form = ExtendForm()
    form.why.choices = [(code.value, say(name)) for code, name in WHY_NAMES.items()]
    return form


def _request_page(found: queries.RequestView, form: AnswerForm, extending: ExtendForm) -> str:
    new_day = due_on(found.due_on, EXTENDED_BY)
    shown = {"names": ASKED_NAMES, "whys": WHY_NAMES, "say_date": say_date, "new_day": new_day, "facts": queries.privacy_facts()}
    return render_template("privacy/request.html", form=form, extending=extending, found=found, **shown)


@blueprint.route("/incidents", methods=["GET", "POST"])
def incidents() -> Page:
    """What got out or may have, and a form for one more."""
    authorize(actor(), Permission.INCIDENTS_KEEP)
    form = NoticeForm(noticed_on=clock.today())
    made, day, what = form.new_id.data, form.noticed_on, form.what
    if incident_id := form.attempt(lambda: commands.log_incident(actor(), made, _day(day), what.data)):
        flash(gettext("Written down. Go on with the plan."), "good")
        return redirect(url_for(".show_incident", incident_id=incident_id), 303)
    return _status(render_template("privacy/incidents.html", form=form, incidents=queries.incidents(actor()), say_date=say_date))


@blueprint.route("/incidents/<uuid:incident_id>", methods=["GET", "POST"])
def show_incident(incident_id: UUID) -> Page:
    """One incident: what is known by now."""
    authorize(actor(), Permission.INCIDENTS_KEEP)
    found = queries.incident(actor(), incident_id)
    noted_once(actor(), IncidentRead(incident_id=incident_id))
    form = IncidentForm(obj=found)
    if form.attempt(lambda: commands.change_incident(actor(), incident_id, _incident_of(form)) or True):
        flash(gettext("Written down."), "good")
        return redirect(url_for(".show_incident", incident_id=incident_id), 303)
    return _status(render_template("privacy/incident.html", form=form, found=found, say_date=say_date))


@blueprint.get("/incidents/plan")
def plan() -> str:
    """What to do in which order, on paper."""
    authorize(actor(), Permission.INCIDENTS_KEEP)
    return render_template("privacy/plan.html", plan=PLAN, facts=queries.privacy_facts(), today=say_date(clock.today()))


def _request_of(form: RequestForm) -> RequestDraft:
    return RequestDraft(form.new_id.data, Asked(form.kind.data), _day(form.received_on), form.who.data, form.note.data or "")


def _incident_of(form: IncidentForm) -> IncidentDraft:
    days = (form.stopped_on.data, form.people_told_on.data, form.commissioner_told_on.data)
    return IncidentDraft(form.what.data, form.done.data or "", *days, form.is_closed.data)


def _day(field: Any) -> date:
    """A day that the form's checks have insisted on."""
    found: date = field.data
    return found


def _status(page: str) -> Page:
    return (page, 422) if request.method == "POST" else page
