"""A plan to take away: a spreadsheet, the file with its proof, and the map as large as the page."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from network.accounts.views.turns import paced
from network.kernel.refusals import NotFound
from network.mentorship import queries
from network.mentorship.queries import Narrowing, SecondView, Standing
from network.mentorship.queries.downloads import plan_text_of, second_plan_text_of
from network.mentorship.queries.shapes import PairLine
from network.mentorship.views.drawing import MOST_DRAWN, drawn_plan
from network.mentorship.views.room import blueprint, plan_of
from network.organizations.queries.homes import PlaceView
from network.organizations.rules.folding import fold
from network.places import queries as place_queries
from network.places.rules.map.values import LARGE
from network.settings.queries import sides
from network.sheets import write_csv
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.templates import say


@blueprint.get("/rounds/<uuid:round_id>/plan.csv")
@needs_fresh
@paced("export")
def download_plan(round_id: UUID) -> Response:
    """The whole plan, those not served too, as a spreadsheet whose cells no program runs."""
    row, lines = queries.round_of(actor(), round_id), queries.all_pairs(actor(), round_id)
    if row.run_id is None:
        raise NotFound(str(round_id))
    seconds = queries.seconds_of(actor(), round_id, [line.mentee.id for line in lines])
    cells = [_cells(line, seconds.get(line.mentee.id)) for line in lines]
    cells += [_cells_of_second(*each) for each in queries.seconds_alone(actor(), round_id)]
    return _file(write_csv([_heads(), *cells]), "text/csv", f"{_slug(row.title)}.csv")


@blueprint.get("/rounds/<uuid:round_id>/proof.json")
@needs_fresh
@paced("export")
def download_proof(round_id: UUID) -> Response:
    """The plan with the numbers that prove it, to be checked anywhere; it names no organization."""
    row = queries.round_of(actor(), round_id)
    return _file(plan_text_of(actor(), round_id).encode(), "application/json", f"{_slug(row.title)}-proof.json")


@blueprint.get("/rounds/<uuid:round_id>/proof-of-second.json")
@needs_fresh
@paced("export")
def download_second_proof(round_id: UUID) -> Response:
    """The same of the second mentors."""
    row = queries.round_of(actor(), round_id)
    return _file(second_plan_text_of(actor(), round_id).encode(), "application/json", f"{_slug(row.title)}-proof-of-second.json")


@blueprint.get("/rounds/<uuid:round_id>/map")
def show_map(round_id: UUID) -> str | BaseResponse:
    """The map as large as the page, and the same as a table: what a round looks like on paper."""
    row, run, both = queries.round_of(actor(), round_id), queries.run_of(actor(), round_id), sides()
    if run is None:
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    page = queries.pairs(actor(), round_id, Narrowing(standing=Standing.ALL), most=MOST_DRAWN)
    lines = page.items
    seconds = queries.seconds_of(actor(), round_id, [line.mentee.id for line in lines]) if run.second_mentors else {}
    return render_template(
        "mentorship/show_map.html",
        page=page,
        seconds=tuple((id, (view.mentor.name, view.mentor.community)) for id, view in seconds.items()),
        round=row,
        plan=plan_of(row),
        drawing=drawn_plan(lines, place_queries.province(), None, LARGE, seconds=seconds),
        pairs_on_map=sum(each.mentor is not None for each in lines),
        left_on_map=sum(each.mentor is None for each in lines),
        sides=both,
        both_sides=tuple(both.items()),
    )


def _heads() -> list[str]:
    words = sides()
    return [
        words["Mentee"],
        gettext("Community"),
        gettext("Region"),
        words["Mentor"],
        gettext("Its community"),
        gettext("Its region"),
        gettext("Tier"),
        gettext("Fit of 1000"),
        gettext("Distance in a straight line, km"),
        gettext("Locked"),
        gettext("Waiting since"),
        gettext("Second %(word)s", word=words["mentor"]),
        gettext("Its community"),
        gettext("Fit of the second"),
        gettext("Why"),
        gettext("What would change it"),
    ]


def _cells(line: PairLine, second: SecondView | None) -> list[str]:
    mentor = line.mentor
    return [
        line.mentee.name,
        line.mentee.community,
        line.mentee.region,
        mentor.name if mentor else "",
        mentor.community if mentor else "",
        mentor.region if mentor else "",
        str(line.tier),
        str(line.fit) if mentor else "",
        str(line.km) if line.km is not None else "",
        gettext("yes") if line.is_locked else "",
        line.waiting_since.isoformat() if line.waiting_since else "",
        second.mentor.name if second else "",
        second.mentor.community if second else "",
        str(second.fit) if second else "",
        " ".join(say(each) for each in line.says),
        " ".join(say(each) for each in line.changes),
    ]


def _cells_of_second(mentee: PlaceView, second: SecondView) -> list[str]:
    """A line of one whose first is settled already."""
    before = [mentee.name, mentee.community, mentee.region, *[""] * (len(_heads()) - 8)]
    return [*before, second.mentor.name, second.mentor.community, str(second.fit), "", ""]


def _slug(title: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in fold(title)).split()) or "round"


def _file(content: bytes, kind: str, name: str) -> Response:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)
