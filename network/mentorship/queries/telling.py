"""What a notice about a proposal or a pairing needs: whose it is, and the names of both sides for who may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.mentorship.models import Pairing, Proposal
from network.mentorship.queries.pairings import visible_to as pairings_visible_to
from network.mentorship.queries.proposals import visible_to as proposals_visible_to
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import Organization
from network.storage.db import db

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class Sides:
    """A proposal or a pairing with both names. `round_id` is that of the proposal."""

    id: UUID
    round_id: UUID | None
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


def sides_of_pairing(pairing_id: UUID) -> tuple[UUID, ...]:
    """The mentor and the mentee; nothing when it is gone."""
    asked = select(Pairing.mentor_id, Pairing.mentee_id).where(Pairing.id == pairing_id)
    return tuple(each for row in db.session.execute(asked).tuples() for each in row)


def proposals_seen(actor: Actor, proposal_ids: Collection[UUID]) -> dict[UUID, Sides]:
    """Those among them that the actor may see. One statement."""
    asked = proposals_visible_to(actor).where(Proposal.id.in_(proposal_ids))
    asked_for = asked.join(Mentor, Mentor.id == Proposal.mentor_id).join(Mentee, Mentee.id == Proposal.mentee_id)
    columns = (Proposal.id, Proposal.round_id, Mentor.id, Mentor.name, Mentee.id, Mentee.name)
    return {row[0]: Sides(*row) for row in db.session.execute(asked_for.with_only_columns(*columns)).tuples()}


def pairings_seen(actor: Actor, pairing_ids: Collection[UUID]) -> dict[UUID, Sides]:
    """Those among them that the actor may see. One statement."""
    asked = pairings_visible_to(actor).where(Pairing.id.in_(pairing_ids))
    asked_for = asked.join(Mentor, Mentor.id == Pairing.mentor_id).join(Mentee, Mentee.id == Pairing.mentee_id)
    columns = (Pairing.id, Mentor.id, Mentor.name, Mentee.id, Mentee.name)
    return {row[0]: Sides(row[0], None, *row[1:]) for row in db.session.execute(asked_for.with_only_columns(*columns)).tuples()}
