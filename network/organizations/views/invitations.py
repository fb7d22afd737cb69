"""Inviting people, and what somebody sees who was invited."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.commands import PersonDraft
from network.accounts.rules import password_as_hashed
from network.kernel import clock
from network.organizations import commands, forms, queries
from network.organizations.queries import OpenInvitation
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor

Page = str | Response | tuple[str, int]


@blueprint.route("/organizations/<uuid:organization_id>/invite", methods=["GET", "POST"])
def invite(organization_id: UUID) -> Page:
    """Make a link for one person. It is shown this once, on a sheet that can be printed."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.INVITATION_MAKE, row)
    form = forms.InviteForm().offer()
    token = form.attempt(lambda: commands.make_invitation(actor(), organization_id, form.role.data == "lead"))
    if token:
        return _sheet(token, url_for(".show", organization_id=organization_id))
    waiting = queries.open_invitations(organization_id, clock.now())
    page = render_template("organizations/invite.html", organization=row, form=form, waiting=waiting)
    return (page, 422) if form.errors else page


@blueprint.route("/people/invite", methods=["GET", "POST"])
def invite_staff() -> Page:
    """The same for somebody of the network's staff, who needs no organization."""
    authorize(actor(), Permission.STAFF_INVITE)
    form = forms.InviteStaffForm()
    token = form.attempt(lambda: commands.make_staff_invitation(actor()))
    if token:
        return _sheet(token, url_for("accounts.people"))
    page = render_template("organizations/invite_staff.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/organizations/<uuid:organization_id>/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(organization_id: UUID, invitation_id: UUID) -> Response:
    """Take a link back."""
    commands.withdraw_invitation(actor(), organization_id, invitation_id)
    flash(gettext("The link holds no more."), "good")
    return redirect(url_for(".invite", organization_id=organization_id), 303)


@blueprint.get("/invitations/<token>")
def show_invitation(token: str) -> Page:
    """What an invited person sees; looking uses nothing up. All links that don't hold show the same page."""
    found = queries.find_invitation(token, clock.now())
    if found is None:
        return _lapsed()
    return _asked(found, forms.JoinForm() if actor().is_known else _newcomer(found))


@blueprint.post("/invitations/<token>")
def accept_invitation(token: str) -> Page:
    """Become a person of the network, or join one more organization. It signs nobody in: there is more to do at the door."""
    found = queries.find_invitation(token, clock.now())
    if found is None:
        return _lapsed()
    if actor().is_known:
        organization_id = forms.JoinForm().attempt(lambda: commands.join_by_invitation(actor(), token))
        return redirect(url_for(".show", organization_id=organization_id) if organization_id else url_for("home.show"), 303)
    form = _newcomer(found)
    if form.validate_on_submit():
        digest = passwords.hashed(password_as_hashed(form.password.data))
        commands.accept_invitation(actor(), token, PersonDraft(form.email.data, form.name.data, digest))
        flash(gettext("Done. Sign in with your address and your new password."), "good")
        return redirect(url_for("accounts.sign_in"), 303)
    return _asked(found, form), 422


def _newcomer(found: OpenInvitation) -> forms.NewcomerForm:
    form = forms.NewcomerForm()
    form.near = (str(catalogue().get("network_name")), *queries.near_organization(found.organization_id))
    return form


def _sheet(token: str, back: str) -> str:
    link = current_app.config["PEER"].base_url.rstrip("/") + url_for(".show_invitation", token=token)
    made = queries.find_invitation(token, clock.now())
    return render_template("organizations/invitation.html", link=link, expires_at=made.expires_at if made else None, back=back)


def _asked(found: OpenInvitation, form: forms.NewcomerForm | forms.JoinForm) -> str:
    return render_template("organizations/accept_invitation.html", form=form, invitation=found)


def _lapsed() -> tuple[str, int]:
    return render_template("organizations/lapsed_invitation.html"), 404
