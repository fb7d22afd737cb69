"""The answers to a round's proposals, for coordinators: who said what, and what is to be matched anew."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.mentorship import commands, queries
from network.mentorship.forms import PhoneForm, PlainForm
from network.mentorship.rules.lifecycle import PROPOSAL_WORDS, ROUND_WORDS, SAID_HOW, ProposalState
from network.mentorship.views.room import Page, blueprint
from network.organizations.queries import day_of
from network.pairings.rules.states import Side
from network.places.queries import zone
from network.settings.queries import sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor

HOW, ALL_STATES = tuple(SAID_HOW.items()), tuple(PROPOSAL_WORDS.items())
SHOWN = (ProposalState.PROPOSED, ProposalState.ACCEPTED, ProposalState.DECLINED)


@blueprint.get("/rounds/<uuid:round_id>/answers")
def show_answers(round_id: UUID) -> str:
    """Every proposal of the round with both answers."""
    who = actor()
    wanted, after = request.args.get("state", ""), request.args.get("after", "")
    row, view = queries.round_of(who, round_id), queries.answers_in(who, round_id, wanted, after)
    return render_template(
        "mentorship/show_answers.html",
        round=row,
        run=queries.run_of(who, round_id),
        view=view,
        wanted=wanted,
        state=ROUND_WORDS[row.state],
        how=HOW,
        all_states=ALL_STATES,
        shown=SHOWN,
        day_of=day_of,
        zone=zone(),
        both_sides=tuple(sides().items()),
    )


@blueprint.route("/proposals/<uuid:proposal_id>/by-phone/<any(mentor, mentee):side>", methods=["GET", "POST"])
def answer_by_phone(proposal_id: UUID, side: str) -> Page:
    """Write down what one side said: who, when, how."""
    line = queries.line_of_proposal(actor(), proposal_id)
    form = PhoneForm(said_on=clock.today()).worded()
    if form.attempt(lambda: commands.answer_by_phone(actor(), proposal_id, Side(side), form.to_draft()) or True):
        flash(gettext("Noted. Its lead can replace this answer for some days."), "good")
        return redirect(url_for("mentorship.show_proposal", proposal_id=proposal_id), 303)
    asked = line.mentor if side == Side.MENTOR else line.mentee
    other = line.mentee if side == Side.MENTOR else line.mentor
    return status_of(
        render_template(
            "mentorship/answer_by_phone.html", line=line, form=form, side=side, asked=asked, other=other, sides=sides()
        )
    )


@blueprint.post("/proposals/<uuid:proposal_id>/withdraw")
def withdraw_proposal(proposal_id: UUID) -> Response:
    """Take a proposal back."""
    insist_pressed(PlainForm())
    commands.withdraw_proposal(actor(), proposal_id)
    flash(gettext("Withdrawn. Both sides read “not this time”."), "good")
    return redirect(url_for("mentorship.show_proposal", proposal_id=proposal_id), 303)
