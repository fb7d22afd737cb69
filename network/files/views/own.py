"""One's own files: what one sent, and how it stands."""

from flask import render_template, request

from network.files.queries.own import own_files
from network.files.views.room import blueprint
from network.web.gate import actor


@blueprint.get("")
def index() -> str:
    """All that one sent, the newest first."""
    return render_template("files/index.html", page=own_files(actor(), request.args.get("after", "")))
