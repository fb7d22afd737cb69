"""Setting up ways to take the second step: what there is to choose, passkeys, and taking one away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.accounts.rules import Proof, passkeys
from network.accounts.views import blueprint
from network.accounts.views.devices import arrive, stored_id
from network.accounts.views.hurdles import passkey_needed
from network.accounts.views.proving import site
from network.kernel import clock
from network.kernel.actor import Actor
from network.web.fresh import needs_fresh
from network.web.gate import actor, is_at_a_hurdle, onward, wanted
from network.web.templates import say

ADD = "add"


@blueprint.get("/enrolment")
def enrol() -> str | Response:
    """Which ways there are, the safest first. Who has one that counts goes on."""
    if not is_at_a_hurdle():
        return redirect(onward(), 303)
    return render_template("accounts/enrol.html", passkey_needed=passkey_needed(actor()))


@blueprint.route("/account/passkeys/add", methods=["GET", "POST"])
@needs_fresh
def add_passkey() -> str | Response | tuple[str, int]:
    """Make a passkey with this device or a key."""
    form = forms.PasskeyForm()
    token = form.attempt(lambda: _added(form))
    if token:
        return settled(token, gettext("The passkey works. Use it whenever you are asked."))
    challenge = commands.make_challenge(stored_id(), ADD)
    person = (actor().person_id or UUID(int=0), actor().name)
    options = passkeys.creation_options(site(), challenge, person, queries.credential_ids(actor()))
    page = render_template("accounts/add_passkey.html", form=form, options=options, suggested=_this_device())
    return (page, 422) if request.method == "POST" else page


def _added(form: forms.PasskeyForm) -> str:
    challenge = commands.use_challenge(stored_id(), ADD)
    if challenge is None:
        raise passkeys.failed()
    new = passkeys.checked_creation(site(), challenge, form.credential.data or "")
    return commands.add_passkey(actor(), stored_id(), new, form.name.data)


def _this_device() -> str:
    return say(rules.said_device(*rules.coarse(request.user_agent.string)))


def settled(token: str, said: str) -> Response:
    """A way works: back to the account; at the first one, on to recovery codes and then to where she wanted."""
    is_first = is_at_a_hurdle()
    session.renew(token)  # type: ignore[attr-defined]
    flash(said, "good")
    if Proof.RECOVERY not in queries.codes_left(actor()):
        answer = redirect(url_for("accounts.recovery_codes", next=wanted()), 303)
    else:
        answer = redirect(onward() if is_first else url_for("accounts.show_account"), 303)
    return arrive(answer) if is_first else answer


@blueprint.route("/account/passkeys/<uuid:passkey_id>/rename", methods=["GET", "POST"])
def rename_passkey(passkey_id: UUID) -> str | Response | tuple[str, int]:
    """Call a passkey something else."""
    form = forms.RenameForm(name=queries.passkey_name(actor(), passkey_id))
    if form.attempt(lambda: commands.rename_passkey(actor(), passkey_id, form.name.data) or True):
        flash(gettext("It has another name now."), "good")
        return redirect(url_for("accounts.show_account"), 303)
    page = render_template("accounts/rename_passkey.html", form=form)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/account/passkeys/<uuid:passkey_id>/remove")
@needs_fresh
def remove_passkey(passkey_id: UUID) -> Response:
    """Forget a passkey."""
    if forms.PressForm().validate_on_submit():
        commands.remove_passkey(actor(), stored_id(), passkey_id, passkey_needed=passkey_needed(actor()))
        flash(gettext("Removed. It opens nothing any more."), "good")
    return redirect(url_for("accounts.show_account"), 303)


@blueprint.post("/account/<any(app, sheet):kind>/remove")
@needs_fresh
def remove_codes(kind: str) -> Response:
    """Forget the app, or the sheet."""
    if forms.PressForm().validate_on_submit():
        commands.remove_codes(actor(), stored_id(), Proof(kind), passkey_needed=passkey_needed(actor()))
        flash(gettext("Removed. It opens nothing any more."), "good")
    return redirect(url_for("accounts.show_account"), 303)


def factors_part(who: Actor) -> Mapping[str, Any]:
    """The section about the second step."""
    own = queries.own_factors(who, clock.now())
    return {"own": own, "passkey_needed": passkey_needed(who), "few": rules.FEW_LEFT}
