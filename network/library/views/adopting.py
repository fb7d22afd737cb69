"""Using a document: say so, and say that it is over."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.library.commands import adopting as commands
from network.library.forms.adopting import AdoptForm
from network.library.queries.heads import head_of
from network.library.views.room import Page, acting, blueprint
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/<uuid:document_id>/adopt", methods=["GET", "POST"])
def adopt(document_id: UUID) -> Page:
    """Say that one's organization uses it, and how."""
    head, organization_id, form = head_of(actor(), document_id), acting(document_id), AdoptForm()
    if form.attempt(lambda: commands.adopt(actor(), document_id, organization_id, form.note.data or "") or True):
        flash(gettext("It stands among what your organization uses."), "good")
        return redirect(url_for("library.standing", document_id=document_id), 303)
    return status_of(render_template("library/adopt.html", head=head, form=form))


@blueprint.post("/<uuid:document_id>/adopt/end")
def end_adoption(document_id: UUID) -> Response:
    """Say that it is used no more."""
    insist_pressed()
    commands.end_adoption(actor(), document_id, acting(document_id))
    flash(gettext("It stands no more among what your organization uses."), "good")
    return redirect(url_for("library.standing", document_id=document_id), 303)
