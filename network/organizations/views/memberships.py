"""Belonging to an organization as pages: ended, left, handed over."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations import commands, forms, queries
from network.organizations.views import blueprint
from network.web.fresh import needs_fresh
from network.web.gate import actor


@blueprint.post("/organizations/<uuid:organization_id>/people/<uuid:person_id>/end")
def end_membership(organization_id: UUID, person_id: UUID) -> Response:
    """Somebody belongs to the organization no more."""
    commands.end_membership(actor(), organization_id, person_id)
    flash(gettext("This person belongs to the organization no more. It took effect at once."), "good")
    return redirect(url_for(".show", organization_id=organization_id), 303)


@blueprint.route("/organizations/<uuid:organization_id>/leave", methods=["GET", "POST"])
def leave(organization_id: UUID) -> str | Response:
    """Say what leaving means; leave on the second press."""
    name = dict(actor().organizations).get(organization_id, "")
    row, form = queries.get_own(actor(), organization_id), forms.JoinForm()
    if form.validate_on_submit():
        commands.leave_organization(actor(), organization_id)
        flash(gettext("You belong to %(name)s no more. It took effect at once.", name=name), "good")
        return redirect(url_for("home.show"), 303)
    return render_template("organizations/leave.html", organization=row, form=form)


@blueprint.route("/organizations/<uuid:organization_id>/hand-over", methods=["GET", "POST"])
@needs_fresh
def hand_over(organization_id: UUID) -> str | Response | tuple[str, int]:
    """Choose who leads from now on."""
    able = queries.successors(actor(), organization_id)
    row, form = queries.get(actor(), organization_id), forms.HandOverForm().offer(able)
    if form.attempt(lambda: commands.hand_over(actor(), organization_id, form.chosen()) or True):
        flash(gettext("Handed over. You are a member from now on."), "good")
        return redirect(url_for(".show", organization_id=organization_id), 303)
    page = render_template("organizations/hand_over.html", organization=row, form=form, able=able)
    return (page, 422) if form.errors else page
