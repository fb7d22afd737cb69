"""Inviting people, and what somebody sees who was invited."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network import mail
from network.accounts.commands import PersonDraft, note_request
from network.accounts.events import LinkFailed
from network.accounts.rules import password_as_hashed, said_pause, words_in
from network.accounts.rules.links import Asking
from network.accounts.views import turns
from network.kernel import clock, tokens
from network.organizations import commands, forms, queries
from network.organizations.commands import InvitationDraft
from network.organizations.queries import OpenInvitation
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor
from network.web.noting import noted_once
from network.web.templates import say

AGAIN = "again"  # the button that asks for another link
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/organizations/<uuid:organization_id>/invite", methods=["GET", "POST"])
@turns.paced("invite")
def invite(organization_id: UUID) -> Page:
    """Make a link for one person: it goes by mail, or is shown this once, on a sheet that can be printed."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.INVITATION_MAKE, row)
    form, here = forms.InviteForm().offer(), url_for(".invite", organization_id=organization_id)
    is_lead = form.role.data == "lead"
    if made := form.attempt(
        lambda: _made(InvitationDraft(organization_id, is_lead, form.email.data or "", form.new_id.data), here)
    ):
        return made
    waiting = queries.open_invitations(organization_id, clock.now())
    page = render_template("organizations/invite.html", organization=row, form=form, waiting=waiting, is_mailed=mail.is_set_up())
    return (page, 422) if form.errors else page


@blueprint.route("/people/invite", methods=["GET", "POST"])
@turns.paced("invite")
def invite_staff() -> Page:
    """The same for somebody of the network's staff, who needs no organization."""
    authorize(actor(), Permission.STAFF_INVITE)
    form = forms.InviteStaffForm()
    back = url_for("accounts.people")
    if made := form.attempt(lambda: _made(InvitationDraft(email=form.email.data or "", id=form.new_id.data), back)):
        return made
    waiting = queries.open_invitations(None, clock.now())
    page = render_template("organizations/invite_staff.html", form=form, waiting=waiting, is_mailed=mail.is_set_up())
    return (page, 422) if form.errors else page


def _made(draft: InvitationDraft, back: str) -> Page:
    if draft.email:
        commands.mail_invitation(actor(), draft)
        flash(gettext("The link is on its way. You don’t see it: only that mailbox does."), "good")
        return redirect(back, 303)
    if draft.organization_id is None:
        return _sheet(commands.make_staff_invitation(actor()), back)
    return _sheet(commands.make_invitation(actor(), draft.organization_id, draft.is_lead), back)


@blueprint.post("/organizations/<uuid:organization_id>/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(organization_id: UUID, invitation_id: UUID) -> Response:
    """Take a link back."""
    commands.withdraw_invitation(actor(), organization_id, invitation_id)
    flash(gettext("The link holds no more."), "good")
    return redirect(url_for(".invite", organization_id=organization_id), 303)


@blueprint.post("/people/invitations/<uuid:invitation_id>/withdraw")
def withdraw_staff_invitation(invitation_id: UUID) -> Response:
    """Take a link back that was for the network's staff."""
    commands.withdraw_staff_invitation(actor(), invitation_id)
    flash(gettext("The link holds no more."), "good")
    return redirect(url_for(".invite_staff"), 303)


@blueprint.get("/invitations/<token>")
def show_invitation(token: str) -> Page:
    """What an invited person sees; looking uses nothing up. All links that don't hold show the same page."""
    found = queries.find_invitation(token, clock.now())
    if found is None:
        return _lapsed(forms.AgainForm())
    return _asked(found, forms.JoinForm() if actor().is_known else _newcomer(found))


@blueprint.post("/invitations/<token>")
def accept_invitation(token: str) -> Page:
    """Become a person of the network, or join one more organization. It signs nobody in: there is more to do at the door."""
    found = queries.find_invitation(token, clock.now())
    if found is None:
        return _lapsed_or_asked(token)
    if actor().is_known:
        organization_id = forms.JoinForm().attempt(lambda: commands.join_by_invitation(actor(), token))
        return redirect(url_for(".show", organization_id=organization_id) if organization_id else url_for("home.show"), 303)
    form = _newcomer(found)
    if form.validate_on_submit():
        pause = turns.of_request(Asking.INVITATION, str(found.id)).wait()
        if pause > timedelta(0):
            turns.note_wait("invitation")
            return _asked(found, form, pause=say(said_pause(pause))), 429, turns.told_to_wait(pause)
        digest = passwords.hashed(password_as_hashed(form.password.data))
        commands.accept_invitation(actor(), token, PersonDraft(found.email or form.email.data, form.name.data, digest))
        flash(gettext("Done. Sign in with your address and your new password. If that fails, look into your mail."), "good")
        return redirect(url_for("accounts.sign_in"), 303)
    return _asked(found, form), 422


def _lapsed_or_asked(token: str) -> Page:
    """Ask for a lapsed link anew. Every address and every link get the same answer; the clock does the rest."""
    form = forms.AgainForm(formdata=request.form if AGAIN in request.form else None)
    if AGAIN not in request.form or not form.validate():
        return _lapsed(form, status=422 if form.errors else 404)
    pause = turns.of_request(Asking.INVITATION, tokens.digest(token)).wait()
    if pause > timedelta(0):
        turns.note_wait("invitation")
        return *_lapsed(form, pause=say(said_pause(pause)), status=429), turns.told_to_wait(pause)
    note_request(Asking.INVITATION, form.email.data, tokens.digest(token))
    return render_template("organizations/asked_again.html")


def _newcomer(found: OpenInvitation) -> forms.NewcomerForm:
    about = words_in(str(catalogue().get("network_name")), *queries.words_of_organization(found.organization_id))
    return forms.NewcomerForm().asking(found, about)


def _sheet(token: str, back: str) -> str:
    link = current_app.config["PEER"].base_url.rstrip("/") + url_for(".show_invitation", token=token)
    made = queries.find_invitation(token, clock.now())
    return render_template("organizations/invitation.html", link=link, expires_at=made.expires_at if made else None, back=back)


def _asked(found: OpenInvitation, form: forms.NewcomerForm | forms.JoinForm, pause: str = "") -> str:
    return render_template("organizations/accept_invitation.html", form=form, invitation=found, pause=pause)


def _lapsed(form: forms.AgainForm, pause: str = "", status: int = 404) -> tuple[str, int]:
    noted_once(actor(), LinkFailed(kind="invitation"))
    return render_template("organizations/lapsed_invitation.html", form=form, pause=pause, again=AGAIN), status
