"""Codes from an app, and codes on paper: shown once, and each good once."""

import io

from flask import Response as File
from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries
from network.accounts.rules import Proof, codes
from network.accounts.views import blueprint
from network.accounts.views.devices import stored_id
from network.accounts.views.factors import settled
from network.accounts.views.hurdles import SHOWN
from network.kernel import clock
from network.kernel.later import later
from network.kernel.refusals import NotFound
from network.settings.queries import catalogue
from network.web.fresh import needs_fresh
from network.web.gate import actor, is_at_a_hurdle, onward, wanted

Answer = str | Response | tuple[str, int]

_segno = later("segno")


@blueprint.post("/account/app/begin")
@needs_fresh
def begin_app() -> Response:
    """Make a new seed; the next page shows it."""
    person_id = actor().person_id
    if forms.PressForm().validate_on_submit() and person_id is not None:
        commands.begin_app(person_id)
    return redirect(url_for("accounts.confirm_app", next=wanted()), 303)


@blueprint.route("/account/app", methods=["GET", "POST"])
@needs_fresh
def confirm_app() -> Answer:
    """Show the seed to an app, and take its first code."""
    seed = queries.waiting_seed(actor())
    if seed is None:
        return redirect(url_for("accounts.enrol", next=wanted()) if is_at_a_hurdle() else url_for("accounts.show_account"), 303)
    form = forms.CodeForm()
    token = form.attempt(lambda: commands.confirm_app(actor(), stored_id(), form.code.data))
    if token:
        return settled(token, gettext("The app works. Type its code whenever you are asked."))
    page = render_template("accounts/confirm_app.html", form=form, seed=codes.shown(seed).replace("-", " "))
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/account/app/picture")
@needs_fresh
def app_picture() -> File:
    """The square code that an app reads, while it waits for its first code."""
    seed = queries.waiting_seed(actor())
    if seed is None:
        raise NotFound("app")
    drawn = io.BytesIO()
    address = codes.app_address(seed, actor().name, str(catalogue().get("network_name")))
    _segno.make(address, error="m").save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return File(drawn.getvalue(), mimetype="image/svg+xml")


@blueprint.route("/account/sheet", methods=["GET", "POST"])
@needs_fresh
def make_sheet() -> Answer:
    """Say what a sheet is; make one, and show it this once."""
    form = forms.CodeForm(formdata=None)
    if request.method == "POST" and forms.PressForm().validate_on_submit():
        made = commands.make_codes(actor(), stored_id(), Proof.SHEET)
        return render_template("accounts/sheet.html", made=_printed(made), form=form, today=clock.today())
    return _sheet_page(form)


@blueprint.post("/account/sheet/confirm")
@needs_fresh
def confirm_sheet() -> Answer:
    """Take the first code of a new sheet: it counts from now on."""
    form = forms.CodeForm()
    taken = frozenset({Proof.SHEET})
    token = form.attempt(lambda: commands.prove_by_code(actor(), stored_id(), form.code.data, taken))
    if token:
        return settled(token, gettext("The sheet works. Cross out the code that you have just used."))
    return _sheet_page(form), 422


def _sheet_page(form: forms.CodeForm) -> str:
    is_waiting = queries.has_waiting_sheet(actor())
    return render_template("accounts/make_sheet.html", form=form, is_waiting=is_waiting, count=codes.SHEET_CODES)


@blueprint.route("/account/recovery-codes", methods=["GET", "POST"])
@needs_fresh
def recovery_codes() -> Answer:
    """Say what they are for; make them, and show them this once. Nothing else opens before she says that she has them."""
    if request.method == "POST" and forms.PressForm().validate_on_submit():
        made = commands.make_codes(actor(), stored_id(), Proof.RECOVERY)
        session[SHOWN] = True
        form = forms.KeptForm(formdata=None)
        return render_template("accounts/recovery_sheet.html", made=_printed(made), form=form, today=clock.today())
    left = queries.codes_left(actor()).get(Proof.RECOVERY)
    return render_template("accounts/recovery_codes.html", left=left, count=codes.RECOVERY_CODES, onward=onward())


@blueprint.route("/account/recovery-codes/kept", methods=["GET", "POST"])
def keep_codes() -> Answer:
    """She has them: on to where she was going."""
    form = forms.KeptForm()
    if SHOWN not in session or form.validate_on_submit():
        session.pop(SHOWN, None)
        return redirect(onward() if wanted() else url_for("accounts.show_account"), 303)
    page = render_template("accounts/keep_codes.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _printed(made: tuple[str, ...]) -> list[str]:
    return [codes.shown(code) for code in made]
