"""Pairings and their logs from a file: choose it, look at each row, bring in what is new."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.accounts.views import turns
from network.kernel.refusals import Conflict
from network.organizations.queries import day_of
from network.pairings import commands, forms, queries
from network.pairings.rules.importing import Effect, FileRows
from network.pairings.rules.importing.undoing import TOUCHED_WORDS
from network.pairings.views.room import blueprint
from network.places.queries import zone
from network.policy import Permission, authorize
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.templates import say

Shown = str | Response | tuple[str, int]


@blueprint.route("/import", methods=["GET", "POST"])
@needs_fresh
@turns.paced("upload")
def import_file() -> Shown:
    """Choose a file; then see what would become of each of its rows."""
    authorize(actor(), Permission.PAIRING_IMPORT)
    form = forms.BringingForm()
    checked = form.attempt(lambda: _checked(form.to_rows()))
    if checked:
        return checked
    page = render_template(
        "pairings/import.html", form=form, limits=forms.LIMITS, imports=queries.imports(actor()), day_of=day_of, zone=zone()
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/import/apply")
@needs_fresh
def import_apply() -> Shown:
    """Bring in what was looked at; where anything changed since, it is looked at once more."""
    authorize(actor(), Permission.PAIRING_IMPORT)
    form = forms.CheckedForm()
    file = forms.unsealed(form.file_token.data or "", actor()) if form.validate_on_submit() else None
    if file is None:
        flash(gettext("That was too long ago. Choose the file again."), "wait")
        return redirect(url_for(".import_file"), 303)
    try:
        done = commands.bring_in(actor(), file, form.mark.data or "")
    except Conflict as conflict:
        flash(say(conflict.message), "wait")
        return _checked(file), 409
    count = done.counts[Effect.NEW]
    flash(ngettext("%(num)s row is brought in.", "%(num)s rows are brought in.", count), "good")
    return redirect(url_for(".index"), 303)


@blueprint.route("/imports/<uuid:import_id>/undo", methods=["GET", "POST"])
@needs_fresh
def undo_import(import_id: UUID) -> Shown:
    """Look at what would go and what would stay; take it back on the second press."""
    plan, form = queries.undo_plan(actor(), import_id), forms.UndoForm()
    if form.validate_on_submit():
        try:
            done = commands.undo_bringing(actor(), import_id, form.mark.data or "")
        except Conflict as conflict:
            flash(say(conflict.message), "wait")
            return _undoing(queries.undo_plan(actor(), import_id)), 409
        count = len(done.goes)
        flash(ngettext("%(num)s row is taken out again.", "%(num)s rows are taken out again.", count), "good")
        return redirect(url_for(".import_file"), 303)
    return _undoing(plan)


def _undoing(plan: queries.UndoPlan) -> str:
    form = forms.UndoForm(formdata=None, mark=plan.mark)
    return render_template("pairings/undo_import.html", plan=plan, form=form, touched=TOUCHED_WORDS, day_of=day_of, zone=zone())


def _checked(file: FileRows) -> str:
    plan = queries.bringing_plan(actor(), file)
    form = forms.CheckedForm(formdata=None, file_token=forms.sealed(file, actor()), mark=plan.mark)
    return render_template("pairings/import_check.html", form=form, plan=plan, effects=Effect)
