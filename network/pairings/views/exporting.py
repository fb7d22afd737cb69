"""Pairings and their logs as a file to take away."""

from flask import render_template, request
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.kernel import clock
from network.pairings import commands, forms
from network.pairings.views.reports import as_file
from network.pairings.views.room import blueprint
from network.policy import Permission, authorize
from network.web.fresh import needs_fresh
from network.web.gate import actor


@blueprint.route("/export", methods=["GET", "POST"])
@needs_fresh
@paced("export")
def export() -> str | Response | tuple[str, int]:
    """Say what is in the file, and give it. Its name tells nothing."""
    authorize(actor(), Permission.PAIRING_EXPORT)
    form = forms.PairingsExportForm()
    if form.validate_on_submit():
        rows = commands.export_pairings(actor(), commands.Exported(form.what.data), form.kind.data)
        return as_file(rows, f"export-{clock.today().isoformat()}", form.kind.data)
    page = render_template("pairings/export.html", form=form)
    return (page, 422) if request.method == "POST" else page
