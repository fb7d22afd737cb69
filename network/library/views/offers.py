"""Changes offered back: the list, an offer, its answer."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.library.commands import offers as commands
from network.library.forms.offers import TAKE, AnswerOfferForm, OfferForm
from network.library.queries import offers as queries
from network.library.queries.adapting import get_parent
from network.library.queries.endorsing import steps_of
from network.library.queries.heads import head_of
from network.library.rules.endorsing import insist_in_force
from network.library.views.addresses import document_url
from network.library.views.room import Page, blueprint, insist
from network.organizations.queries import say_day
from network.policy import Permission
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:document_id>/offers")
def offers(document_id: UUID) -> str:
    """The offers to and from a document, for its keepers."""
    head, found = head_of(actor(), document_id), queries.offers_of(actor(), document_id)
    here = document_url(document_id)
    return render_template("library/offers.html", head=head, offers=found, say_day=say_day, document_url=here)


@blueprint.route("/<uuid:document_id>/offers/new", methods=["GET", "POST"])
def offer_changes(document_id: UUID) -> Page:
    """Offer an adaptation's text in force to the keepers of its parent."""
    head = head_of(actor(), document_id)
    insist(head.may_keep, Permission.DOCUMENT_EDIT)
    parent = get_parent(actor(), head)
    insist_in_force(head.state)
    form = OfferForm(number=steps_of([document_id])[document_id][-1].number)
    if made := form.attempt(lambda: commands.offer_changes(actor(), document_id, form.to_draft())):
        flash(gettext("Offered. You will be told what they make of it."), "good")
        return redirect(url_for("library.offer", document_id=document_id, offer_id=made), 303)
    return status_of(render_template("library/offer_changes.html", head=head, form=form, title=parent.title))


@blueprint.route("/<uuid:document_id>/offers/<uuid:offer_id>", methods=["GET", "POST"])
def offer(document_id: UUID, offer_id: UUID) -> Page:
    """One offer, beside the text in force; the keepers of the document answer it."""
    head, line = head_of(actor(), document_id), queries.offer_of(actor(), document_id, offer_id)
    form = AnswerOfferForm()
    if form.attempt(lambda: _answer(document_id, offer_id, form)):
        flash(gettext("Answered. Whoever offered it is told."), "good")
        return redirect(url_for("library.offer", document_id=document_id, offer_id=offer_id), 303)
    rows, here = queries.beside(actor(), offer_id), document_url(document_id)
    return status_of(
        render_template("library/offer.html", head=head, offer=line, rows=rows, form=form, say_day=say_day, document_url=here)
    )


@blueprint.post("/<uuid:document_id>/offers/<uuid:offer_id>/withdraw")
def withdraw_offer(document_id: UUID, offer_id: UUID) -> Response:
    """Take an offer back."""
    insist_pressed()
    commands.withdraw_offer(actor(), document_id, offer_id)
    flash(gettext("Taken back. They read it no more."), "good")
    return redirect(url_for("library.offers", document_id=document_id), 303)


def _answer(document_id: UUID, offer_id: UUID, form: AnswerOfferForm) -> bool:
    if form.verdict.data == TAKE:
        commands.take_offer(actor(), document_id, offer_id)
    else:
        commands.decline_offer(actor(), document_id, offer_id, form.answer.data or "")
    return True
