"""The directory as a file to take away."""

from flask import render_template, request
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.kernel import clock
from network.organizations.commands.exporting import export_organizations
from network.organizations.forms.exporting import ExportForm
from network.organizations.views import blueprint
from network.organizations.views.importing import download
from network.policy import Permission, authorize
from network.sheets import write_csv, write_xlsx
from network.web.fresh import needs_fresh
from network.web.gate import actor

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/organizations/export", methods=["GET", "POST"])
@needs_fresh
@paced("export")
def export() -> str | Response | tuple[str, int]:
    """Say what is in the file, and give it. Its name tells nothing."""
    authorize(actor(), Permission.ORGANIZATION_EXPORT)
    form = ExportForm()
    if form.validate_on_submit():
        rows = export_organizations(actor(), form.kind.data)
        name = f"export-{clock.today().isoformat()}.{form.kind.data}"
        if form.kind.data == "csv":
            return download(write_csv(rows), "text/csv", name)
        return download(write_xlsx(rows), WORKBOOK, name)
    page = render_template("organizations/export.html", form=form)
    return (page, 422) if request.method == "POST" else page
