"""Own data: see it, take it away, have it erased."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import json, render_template, request, session
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.kernel import clock
from network.kernel.holding import Cell, Held
from network.kernel.refusals import Invalid
from network.kernel.words import Words, words
from network.places.queries import zone
from network.places.rules.clocks import say_date, say_moment_briefly
from network.policy import Permission, authorize
from network.privacy import queries
from network.privacy.commands.erasing import erase_person, export_own_data, keep_list
from network.privacy.forms import EraseForm, ExportForm
from network.privacy.views import blueprint
from network.sheets import write_csv
from network.storage.forgetting import forget_for_good
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.sections import Section
from network.web.templates import say

SECTIONS = (Section("privacy/_account.html", lambda _who: {}),)
ROWS = 10  # of each kind on the page; the file holds all


@blueprint.get("/yours")
def own_data() -> str:
    """What is held about the reader."""
    authorize(actor(), Permission.OWN_DATA_VIEW)
    here = zone()
    return render_template(
        "privacy/own_data.html",
        held=queries.held_about_me(actor()),
        form=ExportForm(),
        shown=partial(_shown, moment=partial(say_moment_briefly, zone=here)),
        rows=ROWS,
    )


@blueprint.post("/yours/export")
@needs_fresh
@paced("export")
def export() -> Response:
    """The same as a file. Its name tells nothing."""
    form = ExportForm()
    if not form.validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))
    held = export_own_data(actor(), form.kind.data)
    name = f"own-data-{clock.today().isoformat()}.{form.kind.data}"
    content, kind = (_as_json(held), "application/json") if form.kind.data == "json" else (_as_csv(held), "text/csv")
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@blueprint.route("/yours/erase", methods=["GET", "POST"])
@needs_fresh
def erase() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Say what erasing does and when it is complete; do it; say so."""
    authorize(actor(), Permission.OWN_DATA_VIEW)
    form = EraseForm()
    person_id = actor().person_id
    if person_id is not None and (complete := form.attempt(lambda: erase_person(actor(), person_id))):
        session.leave()  # type: ignore[attr-defined]
        keep_list()
        forget_for_good()
        page = render_template("privacy/erased.html", complete=say(say_date(complete)))
        return page, 200, {"Clear-Site-Data": '"cache", "cookies", "storage"'}
    day = queries.completion(clock.now()).date()
    page = render_template("privacy/erase.html", form=form, complete=say(say_date(day)), facts=queries.privacy_facts())
    return (page, 422) if request.method == "POST" else page


def _shown(cell: Cell, moment: Callable[[datetime], Words]) -> str:
    if isinstance(cell, datetime):
        return say(moment(cell))
    if isinstance(cell, bool):
        return str(gettext("yes") if cell else gettext("no"))
    return "–" if cell in (None, "") else say(cell) if isinstance(cell, Words) else str(cell)


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Words):
        return say(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _as_json(held: tuple[Held, ...]) -> str:
    parts = [
        {
            "what": say(each.what),
            "rows": [{say(column): _plain(cell) for column, cell in zip(each.columns, row, strict=True)} for row in each.rows],
        }
        for each in held
    ]
    return str(json.dumps({"made_at": clock.now().isoformat(timespec="seconds"), "held": parts}, indent=1, ensure_ascii=False))


def _as_csv(held: tuple[Held, ...]) -> bytes:
    lines = [[gettext("What"), gettext("Row"), gettext("Field"), gettext("Value")]]
    for each in held:
        for number, row in enumerate(each.rows, start=1):
            for column, cell in zip(each.columns, row, strict=True):
                value = _plain(cell)
                lines.append([say(each.what), str(number), say(column), "" if value is None else str(value)])
    return write_csv(lines)
