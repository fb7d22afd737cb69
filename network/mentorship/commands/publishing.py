"""What can be done with proposals as a whole: make them to both sides, or take one back."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import undefer

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.mentorship.events import ProposalLapsed, ProposalWithdrawn, RoundPublished
from network.mentorship.models import Answer, Proposal, Round, Run, RunEntry, RunSecond
from network.mentorship.queries.held import held_proposal, proposal_for_clock
from network.mentorship.queries.problem import problem_for
from network.mentorship.queries.publishing import Planned, open_proposals, pair_in, planned_pairs
from network.mentorship.queries.rounds import held_round
from network.mentorship.rules.lifecycle import ProposalState, after_publishing, insist_answerable, insist_lapsed
from network.mentorship.rules.plan_file import fingerprint
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db


@command
def publish_round(actor: Actor, round_id: UUID) -> tuple[UUID, ...]:
    """Propose every pair of the plan to both sides; gives the new proposals. Those that stand already stay as they are.

    Raises Conflict when the plan is no longer what the present entries and decisions give.
    """
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    row.state = after_publishing(row.state)
    planned, known = planned_pairs(row), open_proposals(round_id)
    standing = {pair_in(each) for each in known}
    gone = [each for each in known if each.state == ProposalState.PROPOSED and pair_in(each) not in planned]
    fresh = [pair for pair in planned if pair not in standing]
    if not fresh and not gone:
        raise Conflict(words("This plan is published already. Nobody was told twice."))
    _refuse_outdated(actor, row)
    _withdraw(gone)
    made = _propose(row, frozenset(fresh))
    row.published_at = row.published_at or clock.now()
    record(
        actor,
        RoundPublished(
            round_id=round_id,
            run_id=row.current_run_id or round_id,
            proposal_ids=made,
            withdrawn_ids=tuple(each.id for each in gone),
        ),
    )
    return made


@command
def withdraw_proposal(actor: Actor, proposal_id: UUID) -> None:
    """Take back a proposal that waits for an answer, even if one side said yes. Both read "not this time"."""
    held = held_proposal(actor, proposal_id)
    authorize(actor, Permission.ROUND_MANAGE, held.round)
    insist_answerable(held.proposal.state)
    held.proposal.state, held.proposal.ended_at = ProposalState.WITHDRAWN, clock.now()
    held.round.version += 1
    record(actor, ProposalWithdrawn(proposal_id=proposal_id))


@command
def lapse_proposal(actor: Actor, proposal_id: UUID) -> None:
    """Let a proposal go that somebody has not answered in time, as the clock finds it. Both read "not this time"."""
    held = proposal_for_clock(proposal_id)
    authorize(actor, Permission.ROUND_MANAGE, held.round)
    insist_answerable(held.proposal.state)
    insist_lapsed(held.proposal.published_at, clock.now(), int(catalogue().get("proposal_days")))
    held.proposal.state, held.proposal.ended_at = ProposalState.LAPSED, clock.now()
    held.round.version += 1
    record(actor, ProposalLapsed(proposal_id=proposal_id))


def _refuse_outdated(actor: Actor, row: Round) -> None:
    digest = db.session.scalar(select(Run.digest).where(Run.id == row.current_run_id))
    if digest is None or digest != fingerprint(problem_for(actor, row.id)):
        raise Conflict(words("Something changed since this plan was made. Match again, look at it, then publish."))


def _withdraw(gone: list[Proposal]) -> None:
    """Take back what the new plan no longer has; what a side said yes to needs a decision of its own."""
    said_yes = select(Answer.id).where(
        Answer.proposal_id.in_([each.id for each in gone]), Answer.is_yes, Answer.overturned_at.is_(None)
    )
    if db.session.scalars(said_yes).first() is not None:
        raise Conflict(words("This plan lacks a pair that a side has accepted. Lock that pair, or withdraw its proposal."))
    for each in gone:
        each.state, each.ended_at = ProposalState.WITHDRAWN, clock.now()
    db.session.flush()  # so that the organization may have another proposal


def _propose(row: Round, fresh: frozenset[Planned]) -> tuple[UUID, ...]:
    firsts = select(RunEntry).where(RunEntry.run_id == row.current_run_id).options(undefer(RunEntry.reasons))
    seconds = select(RunSecond).where(RunSecond.run_id == row.current_run_id)
    entries: list[RunEntry | RunSecond] = [*db.session.scalars(firsts.order_by(RunEntry.mentee_id))]
    entries += db.session.scalars(seconds.order_by(RunSecond.mentee_id)).all()
    made = [_proposal(row, entry) for entry in entries if (entry.mentor_id, entry.mentee_id, _is_second(entry)) in fresh]
    db.session.add_all(made)
    return tuple(each.id for each in made)


def _proposal(row: Round, entry: RunEntry | RunSecond) -> Proposal:
    return Proposal(
        id=uuid4(),
        round_id=row.id,
        run_id=entry.run_id,
        mentor_id=entry.mentor_id,
        mentee_id=entry.mentee_id,
        is_second=_is_second(entry),
        tier=entry.tier,
        fit=entry.fit,
        reasons=entry.reasons["for_members"],
        published_at=clock.now(),
    )


def _is_second(entry: RunEntry | RunSecond) -> bool:
    return isinstance(entry, RunSecond)
