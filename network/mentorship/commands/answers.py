"""What the two sides can do with a proposal: say yes or no, themselves or by phone, and replace what was taken by phone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid
from network.kernel.words import words
from network.mentorship.commands.accepting import accept_proposal
from network.mentorship.events import AnswerOverturned, ProposalAnswered
from network.mentorship.models import Answer, Proposal
from network.mentorship.queries.held import Held, held_proposal, taken_places
from network.mentorship.queries.proposals import standing_answers
from network.mentorship.rules.lifecycle import (
    OPEN_PROPOSALS,
    SAID_HOW,
    ProposalState,
    after_answer,
    insist_answerable,
    insist_open,
    insist_overturnable,
    insist_place,
    outcome,
)
from network.pairings.commands import undo_pairing
from network.pairings.queries.running import running_from
from network.pairings.rules.states import Side
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db

LONGEST_REASON = 2_000
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """Yes or no, and why; the reason is read by coordinators only."""

    is_yes: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PhoneAnswerDraft:
    """An answer that a coordinator was given: by whom, on which day, and how (a code of SAID_HOW)."""

    is_yes: bool
    said_by: str
    said_on: date
    said_how: str = "phone"
    reason: str = ""


@command
def answer_proposal(actor: Actor, proposal_id: UUID, side: Side, draft: AnswerDraft) -> None:
    """Say yes or no for one's organization. The second yes begins the pairing; a no is told to the other side as "not this time".

    Raises Conflict when the proposal is no longer open, was answered already, or the mentor's last place is gone.
    """
    held = held_proposal(actor, proposal_id)
    _insist_lead(actor, held, side)
    answer = Answer(side=side, is_yes=draft.is_yes, reason=_reason(draft.reason))
    _give(actor, held, answer)


@command
def answer_by_phone(actor: Actor, proposal_id: UUID, side: Side, draft: PhoneAnswerDraft) -> None:
    """Write down what a side said. Its lead may replace it for some days."""
    held = held_proposal(actor, proposal_id)
    authorize(actor, Permission.PROPOSAL_ANSWER_BY_PHONE, held.proposal)
    said_by = " ".join(draft.said_by.split())
    if not said_by or len(said_by) > LONGEST_NAME:
        raise Invalid("said_by", words("Write who said it, in at most %(most)s characters.", most=LONGEST_NAME))
    if draft.said_on > clock.today():
        raise Invalid("said_on", words("This day is still to come."))
    if draft.said_how not in SAID_HOW:
        raise Invalid("said_how", words("Choose how it was said."))
    answer = Answer(
        side=side,
        is_yes=draft.is_yes,
        reason=_reason(draft.reason),
        is_by_phone=True,
        said_by=said_by,
        said_on=draft.said_on,
        said_how=draft.said_how,
    )
    _give(actor, held, answer)


@command
def overturn_answer(actor: Actor, proposal_id: UUID, side: Side, draft: AnswerDraft) -> None:
    """Replace the answer taken by phone: a no then ends a pairing that began, a yes opens the proposal again."""
    held = held_proposal(actor, proposal_id)
    _insist_lead(actor, held, side)
    now, before = clock.now(), standing_answers(proposal_id).get(side)
    if before is None:
        raise Conflict(words("There is no answer to replace yet."))
    insist_overturnable(before.is_by_phone, before.answered_at, now, int(catalogue().get("overturn_days")))
    before.overturned_at = now
    db.session.flush()  # one answer of a side holds at a time
    _write(actor, held, Answer(side=side, is_yes=draft.is_yes, reason=_reason(draft.reason)))
    if draft.is_yes:
        _open_again(held, side)
    _follow(actor, held)
    record(actor, AnswerOverturned(proposal_id=proposal_id, side=side, is_yes=draft.is_yes))


def _insist_lead(actor: Actor, held: Held, side: Side) -> None:
    """Only a lead of this very side answers for it."""
    authorize(actor, Permission.PROPOSAL_ANSWER, held.proposal)
    if held.side(side).id not in actor.lead_of:
        raise Denied(str(Permission.PROPOSAL_ANSWER))


def _give(actor: Actor, held: Held, answer: Answer) -> None:
    """A side's first answer."""
    proposal = held.proposal
    insist_answerable(proposal.state)
    if answer.side in standing_answers(proposal.id):
        raise Conflict(words("This side has answered already."))
    if answer.side == Side.MENTOR and answer.is_yes:
        insist_place(held.mentor.capacity, taken_places(held))
    held.round.state = after_answer(held.round.state)
    _write(actor, held, answer)
    _follow(actor, held)
    is_by_phone = bool(answer.is_by_phone)
    record(actor, ProposalAnswered(proposal_id=proposal.id, side=answer.side, is_yes=answer.is_yes, is_by_phone=is_by_phone))


def _write(actor: Actor, held: Held, answer: Answer) -> None:
    answer.proposal_id, answer.answered_at, answer.answered_by_id = held.proposal.id, clock.now(), actor.person_id
    db.session.add(answer)
    db.session.flush()  # what follows asks for the standing answers


def _follow(actor: Actor, held: Held) -> None:
    """What the standing answers make of the proposal."""
    proposal = held.proposal
    state = outcome({side: row.is_yes for side, row in standing_answers(proposal.id).items()})
    if state is ProposalState.ACCEPTED and proposal.state == ProposalState.PROPOSED:
        accept_proposal(actor, proposal.id)
    elif state is ProposalState.DECLINED and proposal.state in OPEN_PROPOSALS:
        if (pairing_id := running_from(proposal.id)) is not None:
            undo_pairing(actor, pairing_id)
        proposal.state, proposal.ended_at = ProposalState.DECLINED, clock.now()
        held.round.version += 1  # the pair is forbidden from now on: the plan is out of date


def _open_again(held: Held, side: Side) -> None:
    """A no that was taken by phone is now a yes: the proposal waits again, if nothing took its place meanwhile."""
    proposal = held.proposal
    if proposal.state == ProposalState.DECLINED:
        insist_open(held.round.state)
        others = select(Proposal.id).where(
            Proposal.round_id == proposal.round_id,
            Proposal.mentee_id == proposal.mentee_id,
            Proposal.is_second == proposal.is_second,
            Proposal.state.in_(tuple(OPEN_PROPOSALS)),
        )
        if db.session.scalars(others).first() is not None:
            raise Conflict(words("Another proposal was made meanwhile. Talk with your coordinator."))
        if all(row.is_yes for row in standing_answers(proposal.id).values()):
            proposal.state, proposal.ended_at = ProposalState.PROPOSED, None
            held.round.version += 1
            db.session.flush()  # what follows holds the row anew
    if side is Side.MENTOR and proposal.state == ProposalState.PROPOSED:
        insist_place(held.mentor.capacity, taken_places(held))
    if proposal.state not in (*OPEN_PROPOSALS, ProposalState.DECLINED):
        raise Conflict(words("This proposal is no longer open."))


def _reason(text: str) -> str:
    if len(text) > LONGEST_REASON:
        raise Invalid("reason", words("Use at most %(most)s characters.", most=LONGEST_REASON))
    return text.strip()
