"""Which of an organization's services run, said for each."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations import commands, forms, queries
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web.gate import actor


@blueprint.route("/organizations/<uuid:organization_id>/services", methods=["GET", "POST"])
def services(organization_id: UUID) -> str | Response | tuple[str, int]:
    """See how each stands and since when that is known; say it anew."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.ORGANIZATION_EDIT, row)
    lines = queries.services(actor(), organization_id)
    form = forms.services_form(lines, catalogue())
    if form.attempt(lambda: commands.tell_services(actor(), organization_id, form.states()) or True):
        flash(gettext("Noted, as of today."), "good")
        return redirect(url_for(".show", organization_id=organization_id), 303)
    html = render_template("organizations/services.html", organization=row, lines=lines, form=form)
    return (html, 422) if form.is_submitted() else html
