"""What was typed and not sent, as pages: offered where it belongs, put back, thrown away."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from network.drafts import commands, queries
from network.journal.command import looking_only
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.places.queries import zone
from network.places.rules.clocks import MONTHS
from network.web.gate import actor, is_in
from network.web.templates import DraftOffer
from network.web.typed import LEAVING, is_put_back, page_of, put_back, typed_now

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")

ASKED = "put_back"


@blueprint.get("")
def index() -> str:
    """All that is kept of what one typed."""
    kept = [(each, said_day(each.kept_at), page_of(each.typed)) for each in queries.mine(actor())]
    return render_template("drafts/index.html", kept=kept, asked=ASKED)


@blueprint.post("/<uuid:draft_id>/throw-away")
def throw_away(draft_id: UUID) -> AnyResponse:
    """Keep it no longer."""
    kept = queries.one(actor(), draft_id)
    commands.throw_away(actor(), draft_id)
    flash(gettext("Thrown away."), "good")
    return redirect(page_of(kept.typed) or url_for(".index"), 303)


@blueprint.before_app_request
def show_again() -> None:
    """A page asked to show its form with what was kept: it gets it, and no command runs meanwhile."""
    if request.method != "POST" or ASKED not in request.form or not is_in():
        return
    try:
        kept = queries.one(actor(), UUID(request.form[ASKED]))
    except ValueError:
        raise NotFound(ASKED) from None
    if kept.typed.action != request.full_path.rstrip("?"):
        raise NotFound(ASKED)
    put_back(kept.typed)
    g.looking_only = looking_only.set(True)


@blueprint.after_app_request
def settle(answer: Response) -> Response:
    """What was put back is a page like any; what was sent at last needs no keeping."""
    if is_put_back() and answer.status_code == 422:
        answer.status_code = 200
    elif request.method == "POST" and answer.status_code == 303 and is_in() and has_any():
        typed = typed_now()
        if typed is not None and typed.fields and request.blueprint != blueprint.name and request.endpoint != LEAVING:
            commands.forget_sent(actor(), typed)
    return answer


@blueprint.teardown_app_request
def look_no_longer(_failed: Any) -> None:
    """The next request of this thread may act again."""
    held = g.pop("looking_only", None)
    if held is not None:
        looking_only.reset(held)


def draft_offer(who: Actor) -> DraftOffer | None:
    """What was kept of this page, or on the first page that something is kept."""
    if request.method != "GET" or not has_any() or request.blueprint == blueprint.name:
        return None
    kept = queries.on_page(who, request.path)
    if kept is not None:
        said = words("What you typed on %(day)s is still here.", day=said_day(kept.kept_at))
        return DraftOffer(str(kept.id), said, kept.typed.action)
    if request.path == url_for("home.show"):
        return DraftOffer("", words("Something that you typed and did not send is still here."), url_for("drafts.index"))
    return None


def has_any() -> bool:
    """Whether this reader has anything kept; known from the session, so that most pages ask nothing more."""
    stored = getattr(session, "stored", None)
    return bool(stored and stored.has_drafts)


def said_day(at: datetime) -> Words:
    """3 June."""
    local = at.astimezone(ZoneInfo(zone()))
    return words("%(day)s %(month)s", day=local.day, month=MONTHS[local.month - 1])
