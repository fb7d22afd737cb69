"""Changing a pairing as pages, and what follows from its end."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.pairings import commands, forms, queries
from network.pairings.rules.changes import CHANGE_WORDS, Change
from network.pairings.rules.states import PAIRING_WORDS
from network.pairings.views.room import blueprint
from network.settings.queries import catalogue, sides
from network.web.forms import status_of
from network.web.gate import actor


@blueprint.route("/<uuid:pairing_id>/change/<any(pause,resume,extend,complete,end):change>", methods=["GET", "POST"])
def change(pairing_id: UUID, change: str) -> str | Response | tuple[str, int]:
    """Say what it means; do it on the second press."""
    who, wanted = actor(), Change(change)
    line, life = queries.pairing_of(who, pairing_id).line, queries.life_of(who, pairing_id)
    if wanted not in life.changes and not (life.may_change and request.method == "POST"):
        raise NotFound(change)
    form = forms.ChangeForm().offer(catalogue())
    if form.attempt(lambda: commands.change_pairing(who, pairing_id, form.to_draft(wanted)) or True):
        flash(gettext("Changed."), "good")
        return redirect(url_for(".show", pairing_id=pairing_id), 303)
    page = render_template(
        "pairings/change.html", line=line, form=form, change=wanted, title=CHANGE_WORDS[wanted], may_hide=who.is_coordinator,
        state=PAIRING_WORDS[queries.life_of(who, pairing_id).state] if form.is_late else None,
    )  # fmt: skip
    return status_of(page, form)


@blueprint.route("/<uuid:pairing_id>/mentoring", methods=["GET", "POST"])
def mentoring(pairing_id: UUID) -> str | Response | tuple[str, int]:
    """A mentee that completed says whether it will mentor."""
    who = actor()
    line, life = queries.pairing_of(who, pairing_id).line, queries.life_of(who, pairing_id)
    if not life.asks_to_mentor:
        raise NotFound(str(pairing_id))
    form = forms.MentoringForm()
    if form.attempt(lambda: commands.answer_mentoring(who, pairing_id, form.capacity.data or 0) or True):
        flash(gettext("Thank you. Your entry says so now."), "good")
        return redirect(url_for(".show", pairing_id=pairing_id), 303)
    page = render_template("pairings/mentoring.html", line=line, form=form, sides=sides())
    return status_of(page)
