"""The address to sign in with as pages: ask for another, confirm it by the link that went there."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from network import mail
from network.accounts import commands, forms, queries, rules
from network.accounts.events import LinkFailed
from network.accounts.rules.links import Purpose
from network.accounts.views import blueprint, turns
from network.accounts.views.recovery import Answer
from network.kernel import clock
from network.web.forms import status_of
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.noting import noted_once
from network.web.templates import say


@blueprint.route("/account/address", methods=["GET", "POST"])
@needs_fresh
def change_address() -> Answer:
    """Ask for another address. One that somebody has gets the same answer: only its own mail would tell."""
    form = forms.AddressForm()
    if mail.is_set_up() and form.validate_on_submit():
        pause = turns.of_request(Purpose.ADDRESS, str(actor().person_id)).wait()
        if pause > timedelta(0):
            turns.note_wait("address")
            return _asked_for(form, say(rules.said_pause(pause))), 429, turns.told_to_wait(pause)
        commands.ask_for_address(actor(), form.email.data)
        flash(gettext("Open the link that goes to the new address. Until then you sign in with the old one."), "good")
        return redirect(url_for("accounts.show_account"), 303)
    return status_of(_asked_for(form))


def _asked_for(form: forms.AddressForm, pause: str = "") -> str:
    return render_template("accounts/change_address.html", form=form, pause=pause, is_mailed=mail.is_set_up())


@blueprint.route("/address/<token>", methods=["GET", "POST"])
def confirm_address(token: str) -> Answer:
    """Looking shows a button and uses nothing up; pressing it makes the new address hers, and signs nobody in."""
    link = queries.open_link(token, clock.now(), Purpose.ADDRESS)
    if link is None:
        noted_once(actor(), LinkFailed(kind="address"))
        return render_template("accounts/lapsed_link.html"), 404
    form = forms.PressForm()
    if form.validate_on_submit():
        commands.confirm_address(actor(), token)
        flash(gettext("You sign in with the new address from now on."), "good")
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/confirm_address.html", form=form)
