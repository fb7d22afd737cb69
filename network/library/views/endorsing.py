"""Who stands behind a document: the page, and the buttons of an organization."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.library.commands import endorsing as commands
from network.library.forms.endorsing import EndorseForm
from network.library.queries.standing import standing_of
from network.library.rules.states import STATES
from network.library.views.addresses import document_url
from network.library.views.room import acting, blueprint
from network.organizations.queries import say_day
from network.web.forms import insist_pressed
from network.web.gate import actor


@blueprint.get("/<uuid:document_id>/standing")
def standing(document_id: UUID) -> str:
    """Who endorses it, who uses it, what was made of it."""
    page, here = standing_of(actor(), document_id), document_url(document_id)
    return render_template(
        "library/standing.html", standing=page, states=STATES, say_day=say_day, document_url=here, address_of=document_url
    )


@blueprint.post("/<uuid:document_id>/endorse")
def endorse(document_id: UUID) -> Response:
    """Stand behind the text in force, for the organization that one acts for."""
    form = EndorseForm()
    insist_pressed(form)
    commands.endorse(actor(), document_id, acting(document_id), form.read)
    flash(gettext("Your organization stands behind this text."), "good")
    return redirect(url_for("library.standing", document_id=document_id), 303)


@blueprint.post("/<uuid:document_id>/endorse/withdraw")
def withdraw_endorsement(document_id: UUID) -> Response:
    """Stand behind it no more."""
    insist_pressed()
    commands.withdraw_endorsement(actor(), document_id, acting(document_id))
    flash(gettext("Your organization does not stand behind this document any more."), "good")
    return redirect(url_for("library.standing", document_id=document_id), 303)
