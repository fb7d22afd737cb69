"""Inviting people, and what somebody sees who was invited."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.commands import PersonDraft, begin_session
from network.accounts.rules import password_as_hashed
from network.kernel import clock
from network.kernel.refusals import NotFound
from network.organizations import commands, forms, queries
from network.organizations.queries import OpenInvitation
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.web import passwords
from network.web.gate import actor


@blueprint.route("/organizations/<uuid:organization_id>/invite", methods=["GET", "POST"])
def invite(organization_id: UUID) -> str:
    """Make a link for one person. It is shown this once, on a sheet that can be printed."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.INVITATION_MAKE, row)
    form = forms.InviteForm().offer()
    token = form.attempt(lambda: commands.make_invitation(actor(), organization_id, form.role.data == "lead"))
    if token:
        made = _open(token)
        link = current_app.config["PEER"].base_url.rstrip("/") + url_for(".show_invitation", token=token)
        return render_template("organizations/invitation.html", organization=row, link=link, expires_at=made.expires_at)
    waiting = queries.open_invitations(organization_id, clock.now())
    return render_template("organizations/invite.html", organization=row, form=form, waiting=waiting)


@blueprint.post("/organizations/<uuid:organization_id>/people/<uuid:person_id>/end")
def end_membership(organization_id: UUID, person_id: UUID) -> Response:
    """Somebody belongs to the organization no more."""
    commands.end_membership(actor(), organization_id, person_id)
    flash(gettext("This person belongs to the organization no more. It took effect at once."), "good")
    return redirect(url_for(".show", organization_id=organization_id), 303)


@blueprint.get("/invitations/<token>")
def show_invitation(token: str) -> str:
    """What an invited person sees; looking uses nothing up. A link that doesn't hold looks like any page that isn't there."""
    _open(token)
    return _asked(forms.JoinForm() if actor().is_known else forms.NewcomerForm())


@blueprint.post("/invitations/<token>")
def accept_invitation(token: str) -> Response | tuple[str, int]:
    """Become a person of the network, or join one more organization."""
    _open(token)
    if actor().is_known:
        organization_id = forms.JoinForm().attempt(lambda: commands.join_by_invitation(actor(), token))
        return redirect(url_for(".show", organization_id=organization_id) if organization_id else url_for("home.show"), 303)
    form = forms.NewcomerForm()
    if form.validate():
        digest = passwords.hashed(password_as_hashed(form.password.data))
        person = PersonDraft(form.email.data, form.name.data, digest)
        person_id = form.attempt(lambda: commands.accept_invitation(actor(), token, person))
        if person_id:
            session.begin(begin_session(actor(), person_id, None))  # type: ignore[attr-defined]
            return redirect(url_for("home.show"), 303)
    return _asked(form), 422


def _open(token: str) -> OpenInvitation:
    found = queries.find_invitation(token, clock.now()) if len(token) <= 200 else None
    if found is None:
        raise NotFound("invitation")
    return found


def _asked(form: forms.NewcomerForm | forms.JoinForm) -> str:
    return render_template("organizations/accept_invitation.html", form=form)
