"""Proposals that are written: each with its round and both organizations, held until the transaction ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship.models import Answer, Proposal, Round
from network.mentorship.queries.proposals import get_proposal
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import Organization
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, Side
from network.settings.queries import catalogue
from network.storage.db import db


@dataclass(slots=True)
class Held:
    """A proposal with all that an answer touches, kept from every other writer until the transaction ends."""

    proposal: Proposal
    round: Round
    mentor: Organization
    mentee: Organization

    def side(self, side: Side) -> Organization:
        return self.mentor if side is Side.MENTOR else self.mentee


def held_proposal(actor: Actor, proposal_id: UUID) -> Held:
    """One proposal to be written. Raises NotFound.

    Rows are held in one order, the round first, then the organizations by id: two who want the last place wait for each other,
    and never both for ever.
    """
    return _held(get_proposal(actor, proposal_id))


def proposal_for_clock(proposal_id: UUID) -> Held:
    """The same for the clock, which sees all. Raises NotFound."""
    row = db.session.get(Proposal, proposal_id)
    if row is None:
        raise NotFound(str(proposal_id))
    return _held(row)


def overdue(now: datetime) -> tuple[UUID, ...]:
    """Proposals that wait for an answer, and whose days are over. One statement."""
    oldest = now - timedelta(days=int(catalogue().get("proposal_days")))
    asked = select(Proposal.id).where(Proposal.state == ProposalState.PROPOSED, Proposal.published_at <= oldest)
    return tuple(row[0] for row in db.session.execute(asked.order_by(Proposal.published_at, Proposal.id)).tuples())


def _held(row: Proposal) -> Held:
    sides, proposal_id = (row.mentor_id, row.mentee_id), row.id
    rounds = select(Round).where(Round.id == row.round_id)
    both = select(Organization).where(Organization.id.in_(sides)).order_by(Organization.id)
    fresh = {"populate_existing": True}
    held_round = db.session.scalars(rounds.with_for_update().execution_options(**fresh)).one()
    held = {each.id: each for each in db.session.scalars(both.with_for_update().execution_options(**fresh))}
    proposals = select(Proposal).where(Proposal.id == proposal_id).with_for_update().execution_options(**fresh)
    return Held(db.session.scalars(proposals).one(), held_round, held[row.mentor_id], held[row.mentee_id])


def taken_places(held: Held) -> int:
    """How many of the mentor's places are taken besides this proposal: by running pairings, and by what it said yes to."""
    running = select(func.count(Pairing.id)).where(
        Pairing.mentor_id == held.mentor.id, Pairing.state.in_(tuple(RUNNING_PAIRINGS))
    )
    said_yes = select(Answer.id).where(
        Answer.proposal_id == Proposal.id, Answer.side == Side.MENTOR, Answer.is_yes, Answer.overturned_at.is_(None)
    )
    promised = select(func.count(Proposal.id)).where(
        Proposal.mentor_id == held.mentor.id,
        Proposal.id != held.proposal.id,
        Proposal.state == ProposalState.PROPOSED,
        said_yes.exists(),
    )
    return (db.session.scalar(running) or 0) + (db.session.scalar(promised) or 0)
