"""Pairings and their logs from a file: choose it, look at each row, bring in what is new."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.accounts.views import turns
from network.kernel.refusals import Conflict
from network.pairings import commands, forms, queries
from network.pairings.rules.importing import Effect, FileRows
from network.pairings.views.room import blueprint
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
    page = render_template("pairings/import.html", form=form, limits=forms.LIMITS)
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


def _checked(file: FileRows) -> str:
    plan = queries.bringing_plan(actor(), file)
    form = forms.CheckedForm(formdata=None, file_token=forms.sealed(file, actor()), mark=plan.mark)
    return render_template("pairings/import_check.html", form=form, plan=plan, effects=Effect)
