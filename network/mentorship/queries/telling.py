"""What a notice about a proposal or a plan needs: whose it is, and the names that its reader may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.mentorship.models import Proposal, QueuedMatching, Round
from network.mentorship.queries.proposals import visible_to
from network.mentorship.queries.rounds import visible_to as rounds_visible_to
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import Organization
from network.storage.db import db

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class Sides:
    """A proposal with both names."""

    id: UUID
    round_id: UUID
    mentor_id: UUID
    mentor: str
    mentee_id: UUID
    mentee: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of a proposal, and whether it has become a pairing."""

    mentor_id: UUID
    mentee_id: UUID
    is_paired: bool


def parties_of(proposal_ids: Iterable[UUID]) -> dict[UUID, Parties]:
    """The two sides of each. One statement."""
    asked = select(Proposal.id, Proposal.mentor_id, Proposal.mentee_id, Proposal.state)
    found = db.session.execute(asked.where(Proposal.id.in_(tuple(proposal_ids))).order_by(Proposal.id)).tuples()
    return {key: Parties(mentor, mentee, state == ProposalState.ACCEPTED) for key, mentor, mentee, state in found}


def proposals_seen(actor: Actor, proposal_ids: Collection[UUID]) -> dict[UUID, Sides]:
    """Those among them that the actor may see. One statement."""
    asked = visible_to(actor).where(Proposal.id.in_(proposal_ids))
    asked_for = asked.join(Mentor, Mentor.id == Proposal.mentor_id).join(Mentee, Mentee.id == Proposal.mentee_id)
    columns = (Proposal.id, Proposal.round_id, Mentor.id, Mentor.name, Mentee.id, Mentee.name)
    return {row[0]: Sides(*row) for row in db.session.execute(asked_for.with_only_columns(*columns)).tuples()}


def asker_of(matching_id: UUID) -> UUID | None:
    """Who asked the clock for a plan; None once somebody has asked anew."""
    return db.session.scalar(select(QueuedMatching.asked_by_id).where(QueuedMatching.id == matching_id))


def titles_seen(actor: Actor, round_ids: Collection[UUID]) -> dict[UUID, str]:
    """The titles of those rounds among them that the actor may see. One statement."""
    asked = rounds_visible_to(actor).where(Round.id.in_(round_ids)).with_only_columns(Round.id, Round.title)
    return dict(db.session.execute(asked).tuples().all())
