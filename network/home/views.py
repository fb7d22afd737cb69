"""The front page, and what machines ask."""

import json

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import text

from network.home import queries
from network.home.queries import Leads, Thing
from network.kernel.refusals import NotFound
from network.storage.db import db
from network.web import leaving
from network.web.events import PolicyBroken
from network.web.gate import actor
from network.web.noting import noted_once

blueprint = Blueprint("home", __name__)

MOST_REPORTED = 16 * 1024  # bytes
FETCHING = "script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src font-src connect-src"
OTHER = "default-src media-src frame-src child-src worker-src manifest-src object-src form-action frame-ancestors base-uri"
RULES = frozenset(f"{FETCHING} {OTHER}".split())


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


@blueprint.post("/broken-policy")
def broken_policy() -> Response:
    """What a browser tells of something that a page tried and may not do. Only the rule's name is kept, once an hour."""
    rule = _rule_in(request.get_data())
    if rule in RULES:
        noted_once(actor(), PolicyBroken(rule_code=rule))
    return Response("", 204)


def _rule_in(body: bytes) -> str:
    """The rule that a report names; empty for what is no report."""
    try:
        report = json.loads(body) if len(body) <= MOST_REPORTED else None
    except (ValueError, RecursionError):
        return ""
    said = report.get("csp-report") if isinstance(report, dict) else None
    named = (said.get("effective-directive") or said.get("violated-directive")) if isinstance(said, dict) else None
    return named.split(" ")[0] if isinstance(named, str) else ""


@blueprint.get("/elsewhere")
def elsewhere() -> str:
    """Say that the next page is somebody else's, and where it is. It goes nowhere but to where a text of ours led."""
    to = leaving.elsewhere(request.args.get("to", ""))
    if to is None:
        raise NotFound("elsewhere")
    return render_template("home/elsewhere.html", to=to)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines are asked to stay away."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@blueprint.get("/clear-history")
def clear_history() -> str:
    """How to take a visit out of a browser's history."""
    return render_template("home/clear_history.html")
