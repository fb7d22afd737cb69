"""What coordinators do from the board: note something for themselves, ask the sides, having seen who would get what."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.views.room import blueprint
from network.web.forms import Form, status_of
from network.web.gate import actor


@blueprint.route("/nudges", methods=["GET", "POST"])
def nudges() -> str | Response:
    """Who would get what; it goes on the second press."""
    chosen, form = forms.pairings_in(request.values), forms.NudgeForm()
    if form.validate_on_submit():
        number = commands.nudge(actor(), chosen, form.seen.data or "")
        flash(ngettext("%(num)s pairing was asked.", "%(num)s pairings were asked.", number), "good")
        return redirect(url_for(".index"), 303)
    plan = queries.nudge_plan(actor(), chosen)
    return render_template("pairings/nudges.html", plan=plan, form=form)


@blueprint.route("/<uuid:pairing_id>/notes", methods=["GET", "POST"])
def notes(pairing_id: UUID) -> str | Response | tuple[str, int]:
    """Read the notes, add one."""
    log, line = queries.notes(actor(), pairing_id), queries.pairing_of(actor(), pairing_id).line
    form = forms.NoteForm()
    if form.attempt(lambda: commands.note_pairing(actor(), pairing_id, form.text.data, form.new_id.data)):
        return redirect(url_for(".notes", pairing_id=pairing_id), 303)
    page = render_template("pairings/notes.html", line=line, notes=log, form=form, say_day=say_day)
    return status_of(page)


@blueprint.post("/<uuid:pairing_id>/notes/<uuid:note_id>/remove")
def remove_note(pairing_id: UUID, note_id: UUID) -> Response:
    """Take a note away."""
    queries.get_note(actor(), pairing_id, note_id)
    if not Form().validate_on_submit():
        raise Conflict(words("This can't be read. Go back, load the page again, and press once more."))
    commands.remove_note(actor(), pairing_id, note_id)
    return redirect(url_for(".notes", pairing_id=pairing_id), 303)
