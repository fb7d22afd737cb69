"""A forgotten password as pages: ask for a link, set a new one by it, print one for somebody without mail."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network import mail
from network.accounts import commands, forms, queries, rules
from network.accounts.events import LinkFailed
from network.accounts.rules.links import RECOVERY_SHEET, Asking, Purpose
from network.accounts.views import blueprint, turns
from network.approvals.commands import ask
from network.kernel import clock
from network.kernel.refusals import NotFound
from network.web import passwords
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.noting import noted_once
from network.web.templates import say

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
LINKS = (Purpose.RECOVERY, Purpose.SHEET)


@blueprint.route("/recover", methods=["GET", "POST"])
def ask_for_recovery() -> Answer:
    """Ask for the address; a known and an unknown one get the same answer in the same time. The clock does the rest."""
    form = forms.AddressForm()
    if form.validate_on_submit():
        pause = turns.of_request(Asking.RECOVERY, rules.folded_email(form.email.data)).wait()
        if pause > timedelta(0):
            turns.note_wait("recovery")
            page = render_template("accounts/ask_for_recovery.html", form=form, pause=say(rules.said_pause(pause)))
            return page, 429, turns.told_to_wait(pause)
        commands.note_request(Asking.RECOVERY, form.email.data)
        return render_template("accounts/recovery_asked.html", is_mailed=mail.is_set_up())
    page = render_template("accounts/ask_for_recovery.html", form=form, pause="")
    return (page, 422) if form.errors else page


@blueprint.route("/recover/<token>", methods=["GET", "POST"])
def recover(token: str) -> Answer:
    """Looking shows a form and uses nothing up; posting sets the password, and signs nobody in."""
    link = queries.open_link(token, clock.now(), *LINKS)
    if link is None:
        noted_once(actor(), LinkFailed(kind="recovery"))
        return render_template("accounts/lapsed_link.html"), 404
    form = forms.NewPasswordForm().asking(queries.words_about(link.person_id), queries.shortest_password(link.person_id))
    if form.validate_on_submit():
        commands.recover(actor(), token, passwords.hashed(rules.password_as_hashed(form.new_password.data)))
        flash(gettext("Your new password is set. Sign in with it."), "good")
        return redirect(url_for("accounts.sign_in"), 303)
    page = render_template("accounts/recover.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/people/<uuid:person_id>/recover")
@needs_fresh
def start_recovery(person_id: UUID) -> Response:
    """An administrator lets the link be sent; she never sees it."""
    if forms.PressForm().validate_on_submit():
        commands.start_recovery(actor(), person_id)
        flash(gettext("The link goes to the address of this account. Nobody else sees it."), "good")
    return redirect(url_for(".show_person", person_id=person_id), 303)


@blueprint.route("/people/<uuid:person_id>/recovery-sheet", methods=["GET", "POST"])
@needs_fresh
def ask_for_sheet(person_id: UUID) -> Answer:
    """Ask a second person for a link on paper, for somebody who can't read mail."""
    found, form = queries.person(actor(), person_id), forms.SheetForm()
    about = {"person_id": str(person_id), "printer_id": str(actor().person_id)}
    if approval_id := form.attempt(lambda: ask(actor(), RECOVERY_SHEET, about, form.reason.data)):
        flash(gettext("Asked. Somebody else must approve it."), "good")
        return redirect(url_for("approvals.show", approval_id=approval_id), 303)
    page = render_template("accounts/ask_for_sheet.html", person=found, form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/people/<uuid:person_id>/recovery-sheet/print")
@needs_fresh
def print_sheet(person_id: UUID) -> str:
    """The link on paper, made now and shown this once, to whoever asked for it."""
    found = queries.person(actor(), person_id)
    if not forms.PressForm().validate_on_submit():
        raise NotFound("sheet")
    token = commands.print_recovery_sheet(actor(), person_id)
    link = current_app.config["PEER"].base_url.rstrip("/") + url_for(".recover", token=token)
    return render_template("accounts/link_sheet.html", person=found, link=link)
