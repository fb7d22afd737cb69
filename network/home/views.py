"""The front page, and what machines ask."""

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import text

from network.home import queries
from network.home.queries import Leads, Thing
from network.storage.db import db
from network.web.gate import actor

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> str:
    """What waits for whoever looks."""
    return render_template("home/show.html", front=queries.front(actor()), address_of=address_of)


def address_of(thing: Thing) -> str:
    """The page of a thing that waits."""
    if thing.leads is Leads.PROPOSAL:
        return url_for("mentorship.show_proposal", proposal_id=thing.id)
    if thing.leads is Leads.ENTRY:
        return url_for("organizations.show", organization_id=thing.id)
    if thing.leads is Leads.ROUND:
        return url_for("mentorship.show_round", round_id=thing.id)
    return url_for("organizations.index", shown="to-confirm")


@blueprint.get("/health")
def health() -> Response:
    """For a supervisor: answers when the database does, and tells nothing else."""
    db.session.execute(text("select 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines are asked to stay away."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@blueprint.get("/clear-history")
def clear_history() -> str:
    """How to take a visit out of a browser's history."""
    return render_template("home/clear_history.html")
