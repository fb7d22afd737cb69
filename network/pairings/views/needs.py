"""Where the mentee stands by topic: all looks beside each other, and the short tool."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from network.organizations.queries import say_day
from network.pairings import commands, queries
from network.pairings.forms import needs_form
from network.pairings.rules.needs import LEVEL_WORDS, MOMENT_WORDS, TOP, Moment, asked_first, gaps
from network.pairings.views.room import Page, blueprint
from network.settings.queries import catalogue, sides
from network.web.forms import status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/needs")
def needs(pairing_id: UUID) -> str:
    """Each topic at the start, in the middle and at the end, and what became of the gap."""
    pairing, view, lists = queries.inside_of(actor(), pairing_id), queries.needs_of(actor(), pairing_id), catalogue()
    order = [entry.code for entry in lists.entries("topic")]
    return render_template(
        "pairings/needs.html",
        pairing=pairing,
        view=view,
        lines=gaps(view.levels, order),
        lists=lists,
        moments=MOMENT_WORDS,
        levels=LEVEL_WORDS,
        top=TOP,
        say_day=say_day,
        sides=sides(),
    )


@blueprint.route("/<uuid:pairing_id>/needs/<any(start, middle, end):moment>", methods=["GET", "POST"])
def assess(pairing_id: UUID, moment: str) -> Page:
    """The short tool."""
    pairing, view, lists = queries.inside_of(actor(), pairing_id), queries.needs_of(actor(), pairing_id), catalogue()
    look = view.looks.get(Moment(moment))
    offered = [entry.code for entry in lists.entries("topic") if entry.is_offered or entry.code in view.latest]
    form = needs_form(offered, lists, look.levels if look else {}, look.note if look else "")
    if form.attempt(lambda: commands.assess_needs(actor(), pairing_id, Moment(moment), form.to_draft()) or True):
        flash(gettext("Noted. Goals can come from it."), "good")
        return redirect(url_for("pairings.needs", pairing_id=pairing_id), 303)
    first = asked_first(offered, view.wanted, view.latest)
    return status_of(
        render_template(
            "pairings/assess.html",
            pairing=pairing,
            moment=MOMENT_WORDS[Moment(moment)],
            form=form,
            first=first,
            rest=[topic for topic in offered if topic not in first],
            before=view.looks.get(Moment.START) if moment != Moment.START else None,
            levels=LEVEL_WORDS,
            sides=sides(),
        ),
        form,
    )
