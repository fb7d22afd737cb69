"""The second step of signing in, and asking once more who it is before what is worth stealing."""

from flask import flash, redirect, render_template, session
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.accounts import forms, queries, rules
from network.accounts.rules import Proof
from network.accounts.views import blueprint, proving
from network.accounts.views.devices import arrive
from network.web.fresh import Sent, sent_before
from network.web.gate import actor, is_at_a_hurdle, onward

Answer = str | Response | tuple[str, int, dict[str, str]]


@blueprint.route("/second-step", methods=["GET", "POST"])
def second_step() -> Answer:
    """What is asked after a right password. Who has taken it goes on."""
    if not is_at_a_hurdle():
        return redirect(onward(), 303)
    form, may = forms.ProofForm(), proving.ways()
    outcome = proving.attempt(form, may)
    if outcome.token:
        session.renew(outcome.token)  # type: ignore[attr-defined]
        tell_few_left()
        return arrive(redirect(onward(), 303))
    page = render_template("accounts/second_step.html", form=form, may=may, options=proving.options(may))
    return page, outcome.status, dict(outcome.headers)


@blueprint.route("/step-up", methods=["GET", "POST"])
def step_up() -> Answer:
    """Ask for a proof; then go where she wanted, or send what she had posted."""
    form, may, sent = forms.ProofForm(), proving.ways(), sent_before()
    outcome = proving.attempt(form, may)
    if outcome.token:
        session.renew(outcome.token)  # type: ignore[attr-defined]
        tell_few_left()
        return render_template("accounts/go_on.html", sent=sent) if sent else redirect(onward(), 303)
    return _asked(form, may, sent), outcome.status, dict(outcome.headers)


def ask_anew(sent: Sent) -> Answer:
    """The page that asks, in place of a form's answer: it keeps what was posted."""
    return _asked(forms.ProofForm(formdata=None), proving.ways(), sent)


def _asked(form: forms.ProofForm, may: proving.Ways, sent: Sent | None) -> str:
    return render_template("accounts/step_up.html", form=form, may=may, sent=sent, options=proving.options(may))


def tell_few_left() -> None:
    """Tell her when her sheet is nearly used up, while she can still print the next one."""
    left = queries.codes_left(actor()).get(Proof.SHEET)
    if left is not None and left <= rules.FEW_LEFT:
        few = ngettext("%(num)s code is left on your sheet.", "%(num)s codes are left on your sheet.", left)
        flash(few + " " + gettext("Print the next sheet today, under Your account."), "wait")
