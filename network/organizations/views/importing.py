"""A coordinator's spreadsheet as pages: the file, its columns, the check, what was done, and taking it back."""

from uuid import UUID

from flask import Response as Answer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.views import turns
from network.kernel import clock
from network.kernel.refusals import Conflict
from network.organizations.commands import importing as commands
from network.organizations.commands.importing import ReadyImport, ReadyUndo
from network.organizations.forms import importing as forms
from network.organizations.queries import importing as queries
from network.organizations.queries import say_day
from network.organizations.queries.importing import BatchView, CheckPage
from network.organizations.rules import asking
from network.organizations.rules.fields import LEFT_OUT, OWN, label_of, seen_by_members
from network.organizations.rules.importing import BUSY, LARGE, OPEN, Step
from network.organizations.views import blueprint
from network.policy import Permission, authorize
from network.sheets import write_csv
from network.web.gate import actor
from network.web.templates import is_partial, say

QUESTIONS = 40  # on one page
LINES = 10  # of each list, until all are asked for
CALM = 4  # seconds after which the page of a large file looks again, where no script does

Shown = str | Response | tuple[str, int]


@blueprint.route("/organizations/import", methods=["GET", "POST"])
@turns.paced("upload")
def import_file() -> Shown:
    """Choose a file; below it, those of before."""
    authorize(actor(), Permission.ORGANIZATION_IMPORT)
    form = forms.UploadForm()
    made = form.attempt(lambda: commands.begin_import(actor(), form.to_draft()))
    if made:
        return redirect(url_for(".import_columns", batch_id=made), 303)
    recent = queries.recent(actor())
    page = render_template("organizations/import_file.html", form=form, recent=recent, megabytes=forms.LIMITS.size // 1_000_000)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/organizations/import/<uuid:batch_id>/columns", methods=["GET", "POST"])
def import_columns(batch_id: UUID) -> Shown:
    """Say which column is which."""
    batch = queries.batch_of(actor(), batch_id)
    if batch.step not in OPEN:
        return _to_its_step(batch)
    page = queries.columns_page(actor(), batch_id)
    form = forms.columns_form(page)
    if form.attempt(lambda: commands.map_columns(actor(), batch_id, form.targets(page)) or True):
        return redirect(url_for(".import_check", batch_id=batch_id), 303)
    html = render_template("organizations/import_columns.html", page=page, batch=batch, form=form, name_of=forms.name_of)
    return (html, 422) if request.method == "POST" else html


@blueprint.route("/organizations/import/<uuid:batch_id>/check", methods=["GET", "POST"])
def import_check(batch_id: UUID) -> Shown:
    """What importing would do; mend what can't be read; import."""
    batch = queries.batch_of(actor(), batch_id)
    if batch.step != Step.CHECK:
        return _to_its_step(batch)
    page = queries.check_page(actor(), batch)
    form = forms.CheckForm()
    if form.validate_on_submit():
        try:
            return _answered(batch, page, form)
        except Conflict as conflict:
            flash(say(conflict.message), "wait")
            return redirect(url_for(".import_check", batch_id=batch_id), 303)
    begin = request.args.get("from", 0, int)
    return render_template(
        "organizations/import_check.html",
        batch=batch,
        page=page,
        form=form,
        questions=page.questions[max(begin, 0) :][:QUESTIONS],
        begin=max(begin, 0),
        size=QUESTIONS,
        most=None if request.args.get("all") else LINES,
        columns=_columns(batch, queries.header_of(actor(), batch_id)),
        undo_days=queries.undo_days(),
    )


@blueprint.get("/organizations/import/<uuid:batch_id>/progress")
def import_progress(batch_id: UUID) -> Shown:
    """How far the clock is with a large file. A script asks for the part alone, each second."""
    batch = queries.batch_of(actor(), batch_id)
    if batch.step not in BUSY | {Step.FAILED}:
        onward = _to_its_step(batch)
        return Answer(status=204, headers={"HX-Redirect": onward.location or ""}) if is_partial() else onward
    failure = queries.failure_of(actor(), batch_id) if batch.step == Step.FAILED else None
    if is_partial():
        return render_template("organizations/importing/_progress.html", batch=batch, failure=failure)
    page = Answer(render_template("organizations/import_progress.html", batch=batch, failure=failure))
    if batch.step != Step.FAILED:
        page.headers["Refresh"] = str(CALM)
    return page


@blueprint.get("/organizations/import/<uuid:batch_id>/left-out.csv")
def import_left_out(batch_id: UUID) -> Response:
    """The rows that stay out, under the file's own header."""
    rows = queries.left_out_rows(queries.prepare(actor(), batch_id))
    return download(write_csv(rows), "text/csv", f"rows-{clock.today().isoformat()}.csv")


@blueprint.get("/organizations/import/<uuid:batch_id>")
def import_done(batch_id: UUID) -> Shown:
    """What an import has done."""
    batch = queries.batch_of(actor(), batch_id)
    if batch.step in OPEN | BUSY:
        return _to_its_step(batch)
    return render_template(
        "organizations/import_done.html",
        batch=batch,
        done=queries.done_summary(actor(), batch),
        until=say_day(batch.may_be_undone_until) if batch.may_be_undone_until else None,
    )


@blueprint.route("/organizations/import/<uuid:batch_id>/undo", methods=["GET", "POST"])
def import_undo(batch_id: UUID) -> Shown:
    """What taking it back would do; and do it."""
    batch = queries.batch_of(actor(), batch_id)
    if batch.may_be_undone_until is None:
        return _to_its_step(batch)
    form = forms.DeedForm()
    if form.validate_on_submit():
        return _taken_back(batch)
    is_large = batch.rows > LARGE  # to decide takes seconds then, and is left to the clock
    page = queries.most_undone(actor(), batch) if is_large else queries.undo_page(queries.prepare_undo(actor(), batch_id).decided)
    return render_template("organizations/import_undo.html", batch=batch, page=page, form=form, is_large=is_large)


@blueprint.post("/organizations/import/<uuid:batch_id>/discard")
def import_discard(batch_id: UUID) -> Response:
    """Put a file away that isn't to be imported."""
    commands.discard_import(actor(), batch_id)
    flash(gettext("The file is put away. Nothing was changed."), "good")
    return redirect(url_for(".import_file"), 303)


def download(data: bytes, kind: str, name: str) -> Response:
    """A file to keep: never shown in the browser, never kept by it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Answer(data, mimetype=kind, headers=headers)


def _answered(batch: BatchView, page: CheckPage, form: forms.CheckForm) -> Response:
    """Import when nothing was touched since it was shown; else keep the answers and check again."""
    back = redirect(url_for(".import_check", batch_id=batch.id), 303)
    taken_back = request.form.get("take_back", "")
    if any(line.key == taken_back for line in page.mended):
        number, _, field = taken_back.partition("|")
        commands.mend_import(actor(), batch.id, batch.version, {(int(number), field): None})
        return back
    decisions, is_touched = asking.answers(page.questions, form.given(request.form))
    if request.form.get("do") != "go" or is_touched:
        commands.mend_import(actor(), batch.id, batch.version, decisions)
        if request.form.get("do") == "go":
            flash(gettext("You changed something, so it was checked again. Look once more, then import."), "wait")
        return back
    return _imported(batch, page) or back


def _imported(batch: BatchView, page: CheckPage) -> Response | None:
    """Import a small file at once, leave a large one to the clock; None where it must be looked at once more."""
    is_large = batch.rows > LARGE
    prepared = None if is_large else queries.prepare(actor(), batch.id)
    is_fresh = queries.stamp_of_directory() == page.stamp if prepared is None else True
    if not is_fresh or (queries.page_of(prepared) if prepared else page).seen != request.form.get("seen"):
        commands.mend_import(actor(), batch.id, batch.version, {})
        flash(gettext("The directory changed since you looked, so it was checked again."), "wait")
        return None
    if prepared is None:
        commands.queue_import(actor(), batch.id, batch.version)
        return redirect(url_for(".import_progress", batch_id=batch.id), 303)
    commands.apply_import(actor(), ReadyImport.of(prepared, actor().person_id))
    return redirect(url_for(".import_done", batch_id=batch.id), 303)


def _taken_back(batch: BatchView) -> Response:
    if batch.rows > LARGE:
        commands.queue_undoing(actor(), batch.id)
        return redirect(url_for(".import_progress", batch_id=batch.id), 303)
    commands.undo_import(actor(), ReadyUndo.of(queries.prepare_undo(actor(), batch.id), actor().person_id))
    return redirect(url_for(".import_done", batch_id=batch.id), 303)


def _to_its_step(batch: BatchView) -> Response:
    endpoint = {
        Step.COLUMNS: ".import_columns",
        Step.CHECK: ".import_check",
        Step.APPLIED: ".import_done",
        Step.UNDONE: ".import_done",
    }
    return redirect(url_for(endpoint.get(batch.step, ".import_progress"), batch_id=batch.id), 303)


def _columns(batch: BatchView, header: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Each column: its name, what it fills, and "left out", "own" or "coordinators" where that matters."""
    lines = []
    for name, target in zip(header, batch.targets, strict=True):
        sort = "left out" if target == LEFT_OUT else "own" if target.startswith(OWN) else ""
        lines.append((name, say(label_of(target)), sort or ("" if seen_by_members(target) else "coordinators")))
    return lines
