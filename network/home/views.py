"""The front page, and what machines ask."""

from flask import Blueprint, Response, render_template
from sqlalchemy import text

from network.storage.db import db

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> str:
    """What waits for whoever looks."""
    return render_template("home/show.html")


@blueprint.get("/health")
def health() -> Response:
    """For a supervisor: answers when the database does, and tells nothing else."""
    db.session.execute(text("select 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines are asked to stay away."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
