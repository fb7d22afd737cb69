"""The field's words for the same things, as pages."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.policy import Permission, authorize
from network.search import queries
from network.search.commands import synonyms as commands
from network.search.forms import SynonymsForm
from network.search.views import blueprint
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/words", methods=["GET", "POST"])
def words() -> str | Response | tuple[str, int]:
    """All groups, and a form for one more."""
    authorize(actor(), Permission.SYNONYMS_KEEP)
    form = SynonymsForm()
    if form.attempt(lambda: commands.add_synonyms(actor(), form.lines())):
        flash(gettext("The words are added. Searches find them from now on."), "good")
        return redirect(url_for(".words"), 303)
    return status_of(render_template("search/words.html", form=form, groups=queries.groups()))


@blueprint.route("/words/<uuid:synonyms_id>", methods=["GET", "POST"])
def edit_words(synonyms_id: UUID) -> str | Response | tuple[str, int]:
    """One group."""
    authorize(actor(), Permission.SYNONYMS_KEEP)
    group = queries.get_group(synonyms_id)
    form = SynonymsForm(data={"words": "\n".join(group.words), "version": group.version})
    if form.attempt(lambda: commands.change_synonyms(actor(), synonyms_id, form.lines(), form.version.data or 0) or True):
        flash(gettext("The words are changed."), "good")
        return redirect(url_for(".words"), 303)
    return status_of(render_template("search/edit_words.html", form=form, group=group))


@blueprint.post("/words/<uuid:synonyms_id>/remove")
def remove_words(synonyms_id: UUID) -> Response:
    """Take a group away."""
    insist_pressed()
    commands.remove_synonyms(actor(), synonyms_id)
    flash(gettext("The words are taken away."), "good")
    return redirect(url_for(".words"), 303)
