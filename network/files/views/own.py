"""One's own files: what one sent, and how it stands."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from network.files.queries.own import own_files
from network.files.views.room import blueprint
from network.kernel.actor import Actor
from network.web.gate import actor
from network.web.sections import Section


@blueprint.get("")
def index() -> str:
    """All that one sent, the newest first."""
    return render_template("files/index.html", page=own_files(actor(), request.args.get("after", "")))


def account_part(_actor: Actor) -> Mapping[str, Any]:
    """Where her files are: the same words for everybody."""
    return {}


SECTIONS = (Section("files/_account.html", account_part),)
