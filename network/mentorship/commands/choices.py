"""What a coordinator decides about single pairs: keep it, put it elsewhere, never in this round, or as the plan has it."""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.mentorship.events import PairChosen, PairFreed
from network.mentorship.models import Answer, Proposal, Round, RoundChoice, RunEntry
from network.mentorship.queries.problem import problem_for
from network.mentorship.queries.rounds import held_round
from network.mentorship.rules.checking import refuse_broken
from network.mentorship.rules.facts import ready
from network.mentorship.rules.lifecycle import OPEN_PROPOSALS, ChoiceKind, ProposalState, insist_open
from network.mentorship.rules.seconds import beside, first_problem
from network.mentorship.rules.values import PairKey, Problem
from network.organizations.models import Organization
from network.policy import Permission, authorize
from network.storage.db import db

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class PairDraft:
    """A pair and why; the reason is kept with every plan that it shapes. `is_second`: with the mentor as the second one."""

    mentor_id: UUID
    mentee_id: UUID
    reason: str = ""
    is_second: bool = False

    @property
    def key(self) -> PairKey:
        return str(self.mentor_id), str(self.mentee_id)


@command
def lock_pair(actor: Actor, round_id: UUID, pair: PairDraft) -> None:
    """Leave this pair as it is, whatever else changes."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    _place(actor, row, pair, ChoiceKind.LOCKED)


@command
def move_pair(actor: Actor, round_id: UUID, pair: PairDraft) -> None:
    """Give this organization this mentor instead of the one that the plan gives it."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    _place(actor, row, pair, ChoiceKind.MOVED)


@command
def forbid_pair(actor: Actor, round_id: UUID, pair: PairDraft) -> None:
    """Never this pair in this round. One that a side has accepted must be withdrawn first."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    sides = {pair.mentor_id, pair.mentee_id}
    if len(db.session.scalars(select(Organization.id).where(Organization.id.in_(sides))).all()) != len(sides):
        raise NotFound(str(pair.mentee_id))
    _refuse_accepted(row, pair)
    _decide(actor, row, pair, ChoiceKind.FORBIDDEN)


@command
def free_pair(actor: Actor, round_id: UUID, mentor_id: UUID, mentee_id: UUID) -> None:
    """Take back what was decided about a pair: the plan decides again."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    insist_open(row.state)
    same = (RoundChoice.round_id == round_id, RoundChoice.mentor_id == mentor_id, RoundChoice.mentee_id == mentee_id)
    choice = db.session.scalar(select(RoundChoice).where(*same))
    if choice is None:
        raise NotFound(str(mentee_id))
    db.session.delete(choice)
    row.version += 1
    record(actor, PairFreed(round_id=round_id, mentor_id=mentor_id, mentee_id=mentee_id))


def _place(actor: Actor, row: Round, pair: PairDraft, kind: ChoiceKind) -> None:
    """Lock or move, if no hard rule forbids it and the mentor has a place."""
    _refuse_accepted_elsewhere(row, pair)
    whole = problem_for(actor, row.id)
    (_insist_second if pair.is_second else _insist_first)(row, whole, pair)
    _decide(actor, row, pair, kind)


def _insist_first(row: Round, whole: Problem, pair: PairDraft) -> None:
    if whole.second is not None:  # as the first one now, whatever was decided before
        whole = replace(whole, second=replace(whole.second, locked=whole.second.locked - {pair.key}))
    problem = first_problem(whole)
    mentor = next((party for party in problem.mentors if party.id == str(pair.mentor_id)), None)
    mentee = next((party for party in problem.mentees if party.id == str(pair.mentee_id)), None)
    if mentor is None or mentee is None:
        raise NotFound(str(pair.mentee_id))
    if whole.second is not None and (mentor.id, mentee.id) in whole.second.kept:
        raise Conflict(words("It is published as the second mentor. Withdraw that proposal first."))
    refuse_broken(problem, ready(mentor), ready(mentee))
    others = Counter(held for held, placed in problem.constraints.locked if placed != mentee.id)
    if others[mentor.id] >= mentor.capacity:
        raise Invalid("mentor_id", words("All places at %(name)s are locked. Free one of its pairs first.", name=mentor.name))


def _insist_second(row: Round, whole: Problem, pair: PairDraft) -> None:
    """A second pair needs a first mentor in the plan that is another one, a topic that this one leaves, and a place left."""
    if whole.second is None:
        raise Conflict(words("This round looks for no second mentors. You can ask for them under What matters."))
    if str(pair.mentee_id) in whole.second.has:
        raise Conflict(words("It has a second mentor already."))
    firsts = dict(db.session.execute(_FIRSTS.where(RunEntry.run_id == row.current_run_id)).tuples().all())
    plan = {str(mentee): str(mentor) for mentee, mentor in firsts.items()}
    if pair.key == (plan.get(pair.key[1]), pair.key[1]):
        raise Conflict(words("It is the first mentor in this plan. Move the first pair before."))
    problem = beside(whole, plan)
    mentor = next((party for party in problem.mentors if party.id == pair.key[0]), None)
    mentee = next((party for party in problem.mentees if party.id == pair.key[1]), None)
    if mentor is None or mentee is None:
        raise NotFound(str(pair.mentee_id))
    refuse_broken(problem, ready(mentor), ready(mentee))
    others = [held for held, placed in whole.second.kept | whole.second.locked if placed != mentee.id]
    if others.count(mentor.id) >= mentor.capacity:
        raise Invalid("mentor_id", words("No place is left at %(name)s beside its other pairs.", name=mentor.name))


_FIRSTS = select(RunEntry.mentee_id, RunEntry.mentor_id).where(RunEntry.mentor_id.is_not(None))


def _decide(actor: Actor, row: Round, pair: PairDraft, kind: ChoiceKind) -> None:
    """Write the decision in place of an earlier one about the pair, and of another place for the organization."""
    insist_open(row.state)
    if len(pair.reason) > LONGEST_REASON:
        raise Invalid("reason", words("Use at most %(most)s characters.", most=LONGEST_REASON))
    replaced = RoundChoice.mentor_id == pair.mentor_id
    if kind is not ChoiceKind.FORBIDDEN:
        replaced |= and_(RoundChoice.kind != ChoiceKind.FORBIDDEN, RoundChoice.is_second == pair.is_second)
    db.session.execute(
        delete(RoundChoice).where(RoundChoice.round_id == row.id, RoundChoice.mentee_id == pair.mentee_id, replaced)
    )
    db.session.add(
        RoundChoice(
            round_id=row.id,
            kind=kind,
            mentor_id=pair.mentor_id,
            mentee_id=pair.mentee_id,
            is_second=pair.is_second and kind is not ChoiceKind.FORBIDDEN,
            reason=pair.reason.strip(),
            made_at=clock.now(),
            made_by_id=actor.person_id,
        )
    )
    row.version += 1
    record(actor, PairChosen(round_id=row.id, kind=kind, mentor_id=pair.mentor_id, mentee_id=pair.mentee_id))


def _refuse_accepted(row: Round, pair: PairDraft) -> None:
    """What a side has said yes to stays, until a coordinator withdraws it. Raises Conflict."""
    if pair.mentor_id in _accepted_mentors(row, pair.mentee_id):
        raise Conflict(words("A side has accepted this pair already. Withdraw the proposal first."))


def _refuse_accepted_elsewhere(row: Round, pair: PairDraft) -> None:
    """An organization whose pair with another mentor was accepted can't be placed. Raises Conflict."""
    if _accepted_mentors(row, pair.mentee_id, Proposal.is_second == pair.is_second) - {pair.mentor_id}:
        raise Conflict(words("A side has accepted another pair already. Withdraw that proposal first."))


def _accepted_mentors(row: Round, mentee_id: UUID, *narrower: ColumnElement[bool]) -> set[UUID]:
    said_yes = select(Answer.id).where(Answer.proposal_id == Proposal.id, Answer.is_yes, Answer.overturned_at.is_(None))
    asked = select(Proposal.mentor_id).where(
        Proposal.round_id == row.id,
        Proposal.mentee_id == mentee_id,
        Proposal.state.in_(tuple(OPEN_PROPOSALS)),
        (Proposal.state == ProposalState.ACCEPTED) | said_yes.exists(),
        *narrower,
    )
    return set(db.session.scalars(asked))
