"""Who must not be paired with an organization: coordinators' pages."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.organizations import commands, forms, queries
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.web.gate import actor


@blueprint.route("/organizations/<uuid:organization_id>/do-not-pair", methods=["GET", "POST"])
def do_not_pair(organization_id: UUID) -> str | Response | tuple[str, int]:
    """See whom, look for another, add her with the reason."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.DO_NOT_PAIR, row)
    sought = request.args.get("q", "")[:200]
    found = queries.choices(actor(), organization_id, sought)
    form = forms.BarForm().offer(found)
    if form.attempt(
        lambda: commands.add_do_not_pair(actor(), organization_id, UUID(form.other_id.data), form.reason.data or "") or True
    ):
        flash(gettext("They will not be paired. Only coordinators know."), "good")
        return redirect(url_for(".do_not_pair", organization_id=organization_id), 303)
    page = render_template(
        "organizations/do_not_pair.html",
        organization=row,
        barred=queries.barred(organization_id),
        sought=sought,
        found=found,
        form=form,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/organizations/<uuid:organization_id>/do-not-pair/<uuid:other_id>/remove")
def remove_do_not_pair(organization_id: UUID, other_id: UUID) -> Response:
    """Let them be paired again."""
    commands.remove_do_not_pair(actor(), organization_id, other_id)
    flash(gettext("They may be paired again."), "good")
    return redirect(url_for(".do_not_pair", organization_id=organization_id), 303)
