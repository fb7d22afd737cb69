"""Contacts: who can be turned to, and what a side does with its own."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.queries import say_day
from network.pairings import commands, queries
from network.pairings.forms import ContactForm, HandOverForm, ReachForm
from network.pairings.queries import Contact, ContactsView, Inside
from network.pairings.rules.contacts import PART_WORDS
from network.pairings.rules.states import Side
from network.pairings.views.room import Page, blueprint
from network.settings.queries import sides
from network.web.forms import Form, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/contacts")
def contacts(pairing_id: UUID) -> str:
    """Those of both sides, and who was one before."""
    return render_template(
        "pairings/contacts.html",
        pairing=queries.pairing_with_contacts(actor(), pairing_id),
        view=queries.contacts_of(actor(), pairing_id),
        both=tuple(Side),
        parts=PART_WORDS,
        say_day=say_day,
        sides=sides(),
    )


@blueprint.route("/<uuid:pairing_id>/contacts/<any(mentor, mentee):side>", methods=["GET", "POST"])
def name_contact(pairing_id: UUID, side: str) -> Page:
    """Name somebody of one's own side."""
    pairing = _own_side(actor(), pairing_id, Side(side))
    form = ContactForm().offer(each for each in queries.people_of(pairing) if each.side == side)
    if form.attempt(lambda: commands.name_contact(actor(), pairing_id, Side(side), form.to_draft())):
        flash(gettext("Noted."), "good")
        return _back(pairing_id)
    return status_of(
        render_template(
            "pairings/contact.html", pairing=pairing, form=form, name=pairing.name(Side(side)), contact=None, sides=sides()
        ),
        form,
    )


@blueprint.route("/<uuid:pairing_id>/contacts/<uuid:contact_id>", methods=["GET", "POST"])
def change_contact(pairing_id: UUID, contact_id: UUID) -> Page:
    """Say anew how to reach her."""
    pairing, contact, _ = _own_contact(actor(), pairing_id, contact_id)
    form = ReachForm(reach=contact.reach, is_deputy=contact.is_deputy)
    if form.attempt(
        lambda: commands.change_contact(actor(), pairing_id, contact_id, form.reach.data or "", bool(form.is_deputy.data)) or True
    ):
        flash(gettext("Changed."), "good")
        return _back(pairing_id)
    page = render_template("pairings/contact.html", pairing=pairing, form=form, name=contact.name, contact=contact, sides=sides())
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/contacts/<uuid:contact_id>/hand-over", methods=["GET", "POST"])
def hand_over_contact(pairing_id: UUID, contact_id: UUID) -> Page:
    """Let her go, and make another the first."""
    pairing, contact, view = _own_contact(actor(), pairing_id, contact_id)
    others = [each for each in view.now[contact.side] if each.id != contact_id]
    form = HandOverForm().offer(others)
    if form.attempt(lambda: commands.hand_over_contact(actor(), pairing_id, contact_id, form.chosen) or True):
        flash(gettext("Handed over. What was agreed stays."), "good")
        return _back(pairing_id)
    return status_of(
        render_template(
            "pairings/hand_over_contact.html", pairing=pairing, form=form, contact=contact, others=others, sides=sides()
        ),
        form,
    )


@blueprint.route("/<uuid:pairing_id>/contacts/<uuid:contact_id>/end", methods=["GET", "POST"])
def end_contact(pairing_id: UUID, contact_id: UUID) -> Page:
    """Say what it means; let her go on the second press."""
    pairing, contact, view = _own_contact(actor(), pairing_id, contact_id)
    form = Form()
    if form.validate_on_submit():
        commands.end_contact(actor(), pairing_id, contact_id)
        flash(gettext("She is a contact no more. How to reach her is forgotten."), "good")
        return _back(pairing_id)
    others = [each for each in view.now[contact.side] if each.id != contact_id]
    return status_of(render_template("pairings/end_contact.html", pairing=pairing, form=form, contact=contact, others=others))


def _own_side(who: Actor, pairing_id: UUID, side: Side) -> Inside:
    """The pairing, for somebody of this side. Raises NotFound."""
    pairing = queries.inside_of(who, pairing_id)
    if side not in pairing.mine:
        raise NotFound(str(pairing_id))
    return pairing


def _own_contact(who: Actor, pairing_id: UUID, contact_id: UUID) -> tuple[Inside, Contact, ContactsView]:
    """A contact of one's own side. Raises NotFound."""
    view = queries.contacts_of(who, pairing_id)
    contact = view.one(contact_id)
    return _own_side(who, pairing_id, contact.side), contact, view


def _back(pairing_id: UUID) -> Response:
    return redirect(url_for("pairings.contacts", pairing_id=pairing_id), 303)
