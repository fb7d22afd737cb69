"""A proposal as its two sides read it, and their yes or no; for coordinators both answers with their reasons."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship import commands, queries
from network.mentorship.forms import AnswerForm
from network.mentorship.queries.proposals import ProposalCard
from network.mentorship.rules.lifecycle import PROPOSAL_WORDS, SAID_HOW, lapses_at
from network.mentorship.views.room import Page, blueprint
from network.organizations.queries import day_of
from network.pairings import queries as pairing_queries
from network.pairings.queries import PairingLine
from network.pairings.rules.states import Side
from network.places.queries import zone
from network.places.rules.distance import in_a_straight_line, kilometres
from network.settings.queries import catalogue, sides
from network.web.gate import actor


@blueprint.get("/proposals/<uuid:proposal_id>")
def show_proposal(proposal_id: UUID) -> str:
    """One side's page; a coordinator's own where she is of neither side."""
    return _page(proposal_id, None)


@blueprint.post("/proposals/<uuid:proposal_id>")
def answer_proposal(proposal_id: UUID) -> Page:
    """Say yes or no; or say it oneself after somebody said it by phone."""
    form = AnswerForm()
    if form.attempt(lambda: _answer(proposal_id, form)):
        flash(
            gettext("You said yes.") if form.answer.data == "yes" else gettext("You said no. Thank you for telling us."), "good"
        )
        return redirect(url_for("mentorship.show_proposal", proposal_id=proposal_id), 303)
    return _page(proposal_id, form), 422


def _answer(proposal_id: UUID, form: AnswerForm) -> bool:
    side = Side(form.side.data)
    card = next((each for each in queries.cards_of(actor(), proposal_id) if each.side == side), None)
    if card is None:
        raise NotFound(str(proposal_id))
    act = commands.overturn_answer if card.may_overturn else commands.answer_proposal
    act(actor(), proposal_id, side, form.to_draft())
    return True


def _page(proposal_id: UUID, form: AnswerForm | None) -> str:
    who = actor()
    if who.is_coordinator:
        line = queries.line_of_proposal(who, proposal_id)
        if not {line.mentor.id, line.mentee.id} & who.organization_ids:
            return render_template(
                "mentorship/show_both_answers.html",
                line=line,
                state=PROPOSAL_WORDS[line.state],
                how=SAID_HOW,
                distance=in_a_straight_line(kilometres(line.mentor, line.mentee)),
                day_of=day_of,
                zone=zone(),
                sides=sides(),
            )
    cards = queries.cards_of(who, proposal_id)
    return render_template(
        "mentorship/show_proposal.html",
        cards=cards,
        form=form,
        pairing=_pairing(who, cards[0]),
        forms=[_form(card, form) for card in cards],
        distance=in_a_straight_line(kilometres(cards[0].mine, cards[0].other)),
        days=int(catalogue().get("overturn_days")),
        answer_by=day_of(lapses_at(cards[0].published_at, int(catalogue().get("proposal_days"))), zone()),
        day_of=day_of,
        zone=zone(),
        sides=sides(),
    )


def _pairing(who: Actor, card: ProposalCard) -> PairingLine | None:
    """The pairing that runs between the two sides, if there is one."""
    if card.is_open:
        return None
    both = {card.mine.id, card.other.id}
    return next((line for line in pairing_queries.pairings(who) if {line.mentor.id, line.mentee.id} == both), None)


def _form(card: ProposalCard, sent: AnswerForm | None) -> AnswerForm:
    """The form that was sent for this side, with what was typed; else an empty one."""
    return sent if sent is not None and sent.side.data == card.side else AnswerForm(formdata=None, side=card.side)
