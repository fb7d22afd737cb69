"""Whom an organization would like to work with: its lead's page, and coordinators'."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations import commands, forms, queries
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.web.gate import actor


@blueprint.route("/organizations/<uuid:organization_id>/preferences", methods=["GET", "POST"])
def preferences(organization_id: UUID) -> str | Response | tuple[str, int]:
    """See whom, look for another, add her."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.PREFERENCE, row)
    sought = request.args.get("q", "")[:200]
    found = queries.choices(actor(), organization_id, sought)
    form = forms.PreferenceForm().offer(found)
    if form.attempt(lambda: commands.add_preference(actor(), organization_id, UUID(form.other_id.data)) or True):
        flash(gettext("Noted. The other side does not learn of it."), "good")
        return redirect(url_for(".preferences", organization_id=organization_id), 303)
    page = render_template(
        "organizations/preferences.html",
        organization=row,
        preferred=queries.preferred(actor(), organization_id),
        sought=sought,
        found=found,
        form=form,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/organizations/<uuid:organization_id>/preferences/<uuid:other_id>/remove")
def remove_preference(organization_id: UUID, other_id: UUID) -> Response:
    """Take one off the list."""
    commands.remove_preference(actor(), organization_id, other_id)
    flash(gettext("Taken off the list."), "good")
    return redirect(url_for(".preferences", organization_id=organization_id), 303)
