"""The inbox as a browser meets it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network import mail
from network.approvals.rules import said_ago
from network.journal.notices import Link
from network.kernel import clock
from network.kernel.actor import Actor
from network.notifications import forms, queries
from network.notifications.commands import inbox as commands
from network.web.gate import actor
from network.web.sections import Section

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/notices")
def index() -> str:
    """What there is to read, the unread first."""
    who = actor()
    return render_template(
        "notifications/index.html",
        page=queries.inbox(who, request.args.get("after", "")[:120]),
        is_mailed=who.person_id is not None and queries.is_mailed(who.person_id),
        may_mail=mail.is_set_up(),
        now=clock.now(),
        said_ago=said_ago,
        address_of=address_of,
    )


def address_of(link: Link) -> str:
    """Where a notice leads."""
    return url_for(link.endpoint, **link.values)


@blueprint.post("/notices/<uuid:notification_id>/open")
def open_notice(notification_id: UUID) -> Response:
    """Read one: mark it, and go where it leads."""
    line = queries.opened(actor(), notification_id)
    if forms.PressForm().validate_on_submit():
        commands.mark_read(actor(), line.id)
    return redirect(address_of(line.link) if line.link else url_for(".index"), 303)


@blueprint.post("/notices/read")
def mark_all_read() -> Response:
    """All of them are read."""
    form = forms.MarkAllReadForm()
    if form.validate_on_submit() and (until := moment(form.until.data)) is not None:
        commands.mark_all_read(actor(), until)
    return redirect(url_for(".index"), 303)


def moment(text: str) -> datetime | None:
    """A moment as the page wrote it; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


@blueprint.post("/notices/mail")
def choose_mail() -> Response:
    """Mail, or none."""
    form = forms.ChooseMailForm()
    if form.validate_on_submit():
        commands.choose_mail(actor(), form.is_mailed.data)
        said = gettext("You get a mail when there is something new.") if form.is_mailed.data else gettext("You get no mail.")
        flash(said, "good")
    return redirect(url_for(".index"), 303)


def account_part(who: Actor) -> Mapping[str, Any]:
    """Whether she is told by mail, for the page of her account."""
    return {"is_mailed": who.person_id is not None and queries.is_mailed(who.person_id), "may_mail": mail.is_set_up()}


SECTIONS = (Section("notifications/_account.html", account_part),)
