"""What publishing a round would do, and whom it would not reach."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor
from network.mentorship.models import Proposal, Round, RunEntry, RunSecond
from network.mentorship.queries.rounds import RoundView, as_view, get_round
from network.mentorship.rules.lifecycle import OPEN_PROPOSALS, ProposalState
from network.organizations.models import Invitation, Membership, Organization
from network.pairings.rules.states import Side
from network.places.models import Community
from network.storage.db import db

Planned = tuple[UUID, UUID, bool]
"""Mentor, mentee, whether it is the second mentor."""


@dataclass(frozen=True, slots=True)
class SilentOrganization:
    """A side of a pair whose lead can't sign in: invite one, or take the answer by phone."""

    id: UUID
    name: str
    community: str
    sides: tuple[Side, ...]
    has_people: bool
    is_invited: bool
    contact_email: str
    phone: str


@dataclass(frozen=True, slots=True)
class PublishingView:
    """`fresh` pairs would be proposed, `standing` ones stay as they are, `withdrawn` ones are no longer in the plan."""

    round: RoundView
    fresh: int
    standing: int
    withdrawn: int
    silent: tuple[SilentOrganization, ...]


def publishing(actor: Actor, round_id: UUID) -> PublishingView:
    """What publishing would do now. Five statements. Raises NotFound."""
    row = get_round(actor, round_id)
    planned = planned_pairs(row)
    known = open_proposals(round_id)
    standing = {pair_in(each) for each in known}
    waiting = {pair_in(each) for each in known if each.state == ProposalState.PROPOSED}
    return PublishingView(
        round=as_view(row),
        fresh=len(set(planned) - standing),
        standing=len(set(planned) & standing),
        withdrawn=len(waiting - set(planned)),
        silent=silent_sides(planned),
    )


def planned_pairs(row: Round) -> tuple[Planned, ...]:
    """The pairs of the round's plan, the first mentors' in order of the mentees' ids, then the second ones'. Two statements."""
    first = select(RunEntry.mentor_id, RunEntry.mentee_id).where(RunEntry.run_id == row.current_run_id)
    second = select(RunSecond.mentor_id, RunSecond.mentee_id).where(RunSecond.run_id == row.current_run_id)
    firsts = db.session.execute(first.where(RunEntry.mentor_id.is_not(None)).order_by(RunEntry.mentee_id)).tuples().all()
    seconds = db.session.execute(second.order_by(RunSecond.mentee_id)).tuples().all()
    return (
        *((mentor, mentee, False) for mentor, mentee in firsts if mentor is not None),
        *((mentor, mentee, True) for mentor, mentee in seconds),
    )


def pair_in(proposal: Proposal) -> Planned:
    """The pair that was proposed."""
    return proposal.mentor_id, proposal.mentee_id, proposal.is_second


def open_proposals(round_id: UUID) -> tuple[Proposal, ...]:
    """Those that wait for answers and those that both accepted."""
    asked = select(Proposal).where(Proposal.round_id == round_id, Proposal.state.in_(tuple(OPEN_PROPOSALS)))
    return tuple(db.session.scalars(asked.order_by(Proposal.id)))


def silent_sides(planned: tuple[Planned, ...]) -> tuple[SilentOrganization, ...]:
    """The organizations of these pairs that no lead can sign in for, by name. Two statements."""
    sides: dict[UUID, tuple[Side, ...]] = {}
    for side, ids in ((Side.MENTOR, {each[0] for each in planned}), (Side.MENTEE, {each[1] for each in planned})):
        for organization_id in ids:
            sides[organization_id] = (*sides.get(organization_id, ()), side)
    live = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == Organization.id, Membership.ended_at.is_(None), Person.is_suspended.is_(False))
    )
    invited = select(Invitation.id).where(
        Invitation.organization_id == Organization.id, Invitation.used_at.is_(None), Invitation.expires_at > clock.now()
    )
    asked = (
        select(Organization, Community.name, live.exists(), invited.exists())
        .join(Community, Community.id == Organization.community_id)
        .where(Organization.id.in_(tuple(sides)), ~live.where(Membership.is_lead).exists())
        .order_by(Organization.folded, Organization.id)
    )
    return tuple(
        SilentOrganization(row.id, row.name, community, sides[row.id], has_people, is_invited, row.contact_email, row.phone)
        for row, community, has_people, is_invited in db.session.execute(asked).tuples()
    )
