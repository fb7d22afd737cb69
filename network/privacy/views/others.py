"""Erasing somebody who can't sign in, as a page: an administrator asks, a second one approves."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network import mail
from network.accounts import queries as account_queries
from network.kernel import clock
from network.places.rules.clocks import say_date
from network.privacy import queries
from network.privacy.commands.erasing_others import ask_to_erase
from network.privacy.forms import EraseSomebodyForm
from network.privacy.rules.erasing import NOT_BEFORE
from network.privacy.views import blueprint
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.templates import say


@blueprint.route("/people/<uuid:person_id>/erase", methods=["GET", "POST"])
@needs_fresh
def erase_somebody(person_id: UUID) -> str | Response | tuple[str, int]:
    """Say what it does and who is told, and ask a second administrator."""
    found, form = account_queries.person(actor(), person_id), EraseSomebodyForm()
    if approval_id := form.attempt(lambda: ask_to_erase(actor(), person_id, form.reason.data)):
        flash(gettext("Asked. She is told, and somebody else must approve it."), "good")
        return redirect(url_for("approvals.show", approval_id=approval_id), 303)
    complete = say(say_date(queries.completion(clock.now() + NOT_BEFORE).date()))
    page = render_template(
        "privacy/erase_somebody.html",
        person=found,
        form=form,
        complete=complete,
        days=NOT_BEFORE.days,
        is_mailed=mail.is_set_up(),
    )
    return (page, 422) if request.method == "POST" else page
