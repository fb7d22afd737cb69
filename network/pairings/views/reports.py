"""Reports on pairings as pages: the figures of a period, the reports that were issued, as files and on paper."""

from typing import Any
from uuid import UUID

from flask import Response as Answer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.kernel import clock
from network.kernel.words import words
from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.rules.reports.figures import NO_SOURCE
from network.pairings.rules.reports.periods import Period, offered
from network.pairings.rules.reports.sheet import say_amount
from network.pairings.views.room import blueprint
from network.places.queries import zone
from network.places.rules.clocks import MONTHS, say_moment_briefly
from network.policy import Permission, authorize
from network.sheets import write_csv, write_xlsx
from network.web.forms import insist_pressed
from network.web.fresh import needs_fresh
from network.web.gate import actor

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BARS = 13
PERIODS = {
    "quarter": words("This quarter"),
    "last-quarter": words("Last quarter"),
    "fiscal": words("This year from April"),
    "last-fiscal": words("Last year from April"),
    "year": words("This calendar year"),
}


@blueprint.get("/reports")
def figures() -> str:
    """What pairings come to in a period, and below it the reports that were issued."""
    who, asked = actor(), forms.FiguresAsked.read(request.args, clock.today())
    authorize(who, Permission.REPORT_VIEW)
    return render_template(
        "pairings/figures.html",
        asked=asked,
        found=queries.figures_of(who, asked.period, is_outside=asked.is_outside),
        issued=queries.issued(who),
        same=next((line for line in queries.issued(who, asked.period) if line.is_outside is asked.is_outside), None),
        periods=[(code, PERIODS[code], period) for code, period in offered(clock.today())],
        form=forms.FigureFileForm(),
        **_said(),
    )


@blueprint.post("/reports/file")
@needs_fresh
@paced("export")
def take_figures() -> Response:
    """The figures of a period as a file."""
    authorize(actor(), Permission.REPORT_VIEW)
    form, asked = _pressed(), forms.FiguresAsked.read(request.form, clock.today())
    rows = commands.take_figures(actor(), asked.period, form.sort, is_outside=asked.is_outside)
    return as_file(rows, _name(asked.period), form.sort)


@blueprint.route("/reports/new", methods=["GET", "POST"])
def issue_report() -> str | Response | tuple[str, int]:
    """Freeze the figures of a period with a text and targets."""
    who, asked = actor(), forms.FiguresAsked.read(request.args, clock.today())
    authorize(who, Permission.REPORT_ISSUE)
    form = forms.ReportForm(
        first=asked.period.first, last=asked.period.last, reader=forms.OUTSIDE if asked.is_outside else "inside"
    )
    made = form.attempt(lambda: commands.issue_report(who, form.to_draft()))
    if made:
        flash(gettext("Issued. Its numbers stay as they are."), "good")
        return redirect(url_for(".show_report", report_id=made), 303)
    page = render_template("pairings/issue_report.html", form=form)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/reports/<uuid:report_id>")
def show_report(report_id: UUID) -> str:
    """A report as it was issued, and what changed since."""
    return _report("pairings/show_report.html", report_id, form=forms.FigureFileForm())


@blueprint.get("/reports/<uuid:report_id>/print")
def print_report(report_id: UUID) -> str:
    """The same for paper."""
    return _report("pairings/print_report.html", report_id)


@blueprint.post("/reports/<uuid:report_id>/file")
@needs_fresh
@paced("export")
def take_report(report_id: UUID) -> Response:
    """The figures of a report as a file."""
    line, form = queries.report_of(actor(), report_id).line, _pressed()
    return as_file(commands.take_report(actor(), report_id, form.sort), _name(line.period), form.sort)


def _report(template: str, report_id: UUID, **more: Any) -> str:
    view = queries.report_of(actor(), report_id)
    return render_template(template, view=view, line=view.line, found=view.figures, **more, **_said())


def _said() -> dict[str, Any]:
    here = zone()
    return {
        "say_day": say_day,
        "say_amount": say_amount,
        "say_month": lambda code: words("%(month)s %(year)s", month=MONTHS[int(code[5:]) - 1], year=code[:4]),
        "moment": lambda at: say_moment_briefly(at, here),
        "no_source": NO_SOURCE,
        "most_bars": MOST_BARS,
    }


def _pressed() -> forms.FigureFileForm:
    form = forms.FigureFileForm()
    insist_pressed(form)
    return form


def _name(period: Period) -> str:
    return f"figures-{period.first.isoformat()}-{period.last.isoformat()}"


def as_file(rows: list[list[str]], name: str, kind: str) -> Response:
    """Rows as a file to take away, CSV or a workbook."""
    data, sort = (write_xlsx(rows), WORKBOOK) if kind == "xlsx" else (write_csv(rows), "text/csv")
    return Answer(
        data, mimetype=sort, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    )
