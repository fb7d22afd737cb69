"""Rounds as pages: the list of them, a new one, what matters in it, matching, closing."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import Conflict, Invalid
from network.mentorship import commands, queries
from network.mentorship.forms import MattersForm, PlainForm, RoundForm, matters_from
from network.mentorship.forms.matters import KIND_CODES, TIER_CODES, WEIGHT_CODES
from network.mentorship.queries.pool import totals
from network.mentorship.rules.lifecycle import ROUND_WORDS, ProposalState
from network.mentorship.rules.values import PRESETS
from network.mentorship.views.matching import match, page_after
from network.mentorship.views.room import Page, blueprint
from network.organizations.queries import say_day
from network.pairings import queries as pairing_queries
from network.pairings.rules.states import PAIRING_WORDS
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue, sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor
from network.web.templates import say


@blueprint.get("")
def index() -> str:
    """For coordinators the rounds; for members what waits for them; for both the pairings that they may see."""
    who = actor()
    return render_template(
        "mentorship/index.html",
        may_manage=can(who, Permission.ROUND_MANAGE),
        rounds=queries.rounds(who),
        cards=queries.proposals_of(who),
        left_out=queries.left_out_of(who),
        counts=pairing_queries.counts_by_state(who),
        pairings=pairing_queries.pairings(who) if not who.is_coordinator else (),
        round_words=ROUND_WORDS,
        pairing_words=PAIRING_WORDS,
        say_day=say_day,
        sides=sides(),
    )


@blueprint.route("/rounds/new", methods=["GET", "POST"])
def new_round() -> Page:
    """Begin a round."""
    authorize(actor(), Permission.ROUND_MANAGE)
    form = RoundForm()
    if round_id := form.attempt(lambda: commands.open_round(actor(), form.to_draft())):
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    return status_of(render_template("mentorship/new_round.html", form=form))


@blueprint.route("/rounds/<uuid:round_id>/matters", methods=["GET", "POST"])
def show_matters(round_id: UUID) -> Page:
    """What counts, what is never broken, what comes first; then match."""
    row = queries.round_of(actor(), round_id)
    part = totals(actor(), round_id)
    form = matters_from(row.parameters, row.version, catalogue())
    if onward := form.attempt(lambda: _match_with(round_id, form)):
        return redirect(onward, 303)
    return status_of(
        render_template(
            "mentorship/show_matters.html",
            round=row,
            form=form,
            presets=PRESETS,
            waiting=part.waiting,
            places=part.places,
            weight_codes=WEIGHT_CODES,
            tier_codes=TIER_CODES,
            kind_codes=KIND_CODES,
            sides=sides(),
        )
    )


@blueprint.post("/rounds/<uuid:round_id>/match")
def match_again(round_id: UUID) -> Response:
    """Make the plan anew, with the same rules."""
    insist_pressed(PlainForm())
    try:
        is_there = match(round_id)
    except (Invalid, Conflict) as refusal:
        flash(say(refusal.message), "stop")
        return redirect(url_for("mentorship.show_round", round_id=round_id), 303)
    if is_there:
        flash(gettext("Matched again. This is the new plan."), "good")
    return redirect(page_after(round_id, is_there), 303)


@blueprint.route("/rounds/<uuid:round_id>/close", methods=["GET", "POST"])
def close_round(round_id: UUID) -> Page:
    """End a round; asks first, since it can't be undone."""
    row, form = queries.round_of(actor(), round_id), PlainForm()
    if form.attempt(lambda: commands.close_round(actor(), round_id) or True):
        flash(gettext("%(title)s is closed.", title=row.title), "good")
        return redirect(url_for("mentorship.index"), 303)
    waiting = queries.counts_in(actor(), round_id).get(ProposalState.PROPOSED, 0)
    return status_of(render_template("mentorship/close_round.html", round=row, form=form, waiting=waiting))


def _match_with(round_id: UUID, form: MattersForm) -> str:
    """Keep what was chosen if it differs, then match. Gives the page to look at."""
    row = queries.round_of(actor(), round_id)
    chosen = form.to_parameters(row.parameters)
    if chosen != row.parameters:
        commands.change_round(actor(), round_id, chosen, form.seen_version())
    return page_after(round_id, match(round_id))
