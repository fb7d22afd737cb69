"""Somebody's own account: how she signs in, where she is signed in, and what other rooms add."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.accounts.views import blueprint
from network.accounts.views.devices import stored_id
from network.accounts.views.factors import factors_part
from network.kernel import clock
from network.kernel.actor import Actor
from network.web import passwords
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.sections import Section


@blueprint.get("/account")
def show_account() -> str:
    """Every section in its order."""
    sections: tuple[Section, ...] = current_app.extensions["account_sections"]
    parts = [(section.template, section.load(actor())) for section in sections]
    return render_template("accounts/show_account.html", parts=parts, address=queries.own_address(actor()))


@blueprint.route("/account/password", methods=["GET", "POST"])
@needs_fresh
def change_password() -> str | Response | tuple[str, int]:
    """A new password in place of the one she has."""
    form = forms.ChangePasswordForm()
    form.asking(queries.words_about(actor().person_id), queries.shortest_password(actor().person_id))
    if form.attempt(lambda: _change(form)):
        flash(gettext("Your password is changed. You are signed out everywhere else."), "good")
        return redirect(url_for("accounts.show_account"), 303)
    page = render_template("accounts/change_password.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _change(form: forms.ChangePasswordForm) -> bool:
    known = queries.own_credentials(actor())
    typed = rules.password_as_hashed(form.password.data)
    if known is None or not passwords.matches(known.password_hash, typed):
        raise rules.wrong_password()
    digest = passwords.hashed(rules.password_as_hashed(form.new_password.data))
    commands.change_password(actor(), stored_id(), known.password_hash, digest)
    return True


def password_part(_actor: Actor) -> Mapping[str, Any]:
    """The sections about the password and the address, which say the same to everybody."""
    return {}


def devices_part(who: Actor) -> Mapping[str, Any]:
    """The section about where she is signed in."""
    return {"sessions": queries.own_sessions(who, stored_id(), clock.now())}


def terms_part(who: Actor) -> Mapping[str, Any]:
    """The section about what she accepted."""
    return {"accepted": queries.accepted_terms(who.person_id) if who.person_id else []}


SECTIONS = (
    Section("accounts/_password.html", password_part),
    Section("accounts/_address.html", password_part),
    Section("accounts/_factors.html", factors_part),
    Section("accounts/_devices.html", devices_part),
    Section("accounts/_terms.html", terms_part),
)
