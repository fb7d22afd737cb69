"""The log of what was said to an organization."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations import commands, forms, queries
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web.gate import actor

MOST = 200


@blueprint.route("/organizations/<uuid:organization_id>/contacts", methods=["GET", "POST"])
def contacts(organization_id: UUID) -> str | Response | tuple[str, int]:
    """Read the log, add to it."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.CONTACT_LOG, row)
    lists = catalogue()
    form = forms.ContactForm().offer(lists)
    if form.attempt(lambda: commands.log_contact(actor(), organization_id, form.to_draft())):
        flash(gettext("Noted."), "good")
        return redirect(url_for(".contacts", organization_id=organization_id), 303)
    log = queries.contacts(organization_id, MOST)
    page = render_template("organizations/contacts.html", organization=row, log=log, form=form, lists=lists)
    return (page, 422) if request.method == "POST" else page
