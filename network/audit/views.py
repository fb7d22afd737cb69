"""The journal as pages: all of it for administrators, her own acts for everybody."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.audit import commands, forms, queries
from network.audit.events import JournalRead
from network.audit.queries import Detail, Entry
from network.kernel import clock
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.places.queries import zone
from network.places.rules.clocks import say_moment_briefly
from network.policy import Permission, authorize
from network.sheets import write_csv
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.noting import noted_once
from network.web.templates import say

blueprint = Blueprint("audit", __name__, url_prefix="/journal")


@blueprint.get("")
def index() -> str:
    """What was done, by whom, when; and how far it is sealed."""
    authorize(actor(), Permission.JOURNAL_VIEW)
    noted_once(actor(), JournalRead())
    here = zone()
    form = forms.FilterForm(request.args).offer(say)
    chosen = form.chosen()
    return render_template(
        "audit/index.html",
        page=queries.entries(actor(), form.to_filters(here), *_keys()),
        seal=queries.seal_state(actor()),
        form=form,
        chosen=chosen,
        without={name: _address({key: text for key, text in chosen.items() if key != name}) for name in chosen},
        moment=partial(say_moment_briefly, zone=here),
        most=queries.MOST_EXPORTED,
    )


@blueprint.get("/mine")
def own_acts() -> str:
    """What the reader herself did."""
    authorize(actor(), Permission.OWN_ACTS_VIEW)
    found = queries.own_acts(actor(), *_keys())
    return render_template("audit/own_acts.html", page=found, moment=partial(say_moment_briefly, zone=zone()))


@blueprint.post("/export")
@needs_fresh
@paced("export")
def export() -> Response:
    """What the filters leave, as a file whose cells no program runs. Its name tells nothing."""
    if not forms.PressForm().validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))
    form = forms.FilterForm(request.args).offer(say)
    found = commands.export_journal(actor(), form.to_filters(zone()))
    name = f"journal-{clock.today().isoformat()}.csv"
    content = write_csv([_heads(), *map(_cells, found)])
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _heads() -> list[str]:
    who = [gettext("Who"), gettext("Her id")]
    return [gettext("Entry"), gettext("Time (UTC)"), *who, gettext("What"), gettext("Kind"), gettext("About")]


def _cells(entry: Entry) -> list[str]:
    about = gettext("withheld") if entry.is_withheld else "; ".join(map(_spelled, entry.details))
    who = entry.who or (gettext("not signed in") if entry.is_stranger else gettext("the network"))
    return [str(entry.id), _utc(entry.at), who, str(entry.who_id or ""), say(entry.what), entry.event, about]


def _spelled(detail: Detail) -> str:
    text = f"{say(detail.label)}: {say(detail.text)}"
    return f"{text} ({detail.id})" if detail.id else text


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _keys() -> tuple[str, str]:
    return request.args.get("after", "")[:20], request.args.get("before", "")[:20]


def _address(values: dict[str, Any]) -> str:
    return url_for(".index", **values)
