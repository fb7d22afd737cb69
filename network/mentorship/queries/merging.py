"""What of matching hangs on an organization, for a merge: what goes over, and what speaks against it."""

from uuid import UUID

from sqlalchemy import func, or_, select

from network.kernel.actor import Actor
from network.kernel.words import Words, counted
from network.mentorship.models import Proposal, Round, RoundChoice
from network.mentorship.queries.runs import names_of
from network.mentorship.rules.lifecycle import OPEN_PROPOSALS, ChoiceKind, RoundState
from network.mentorship.rules.merging import Tie, contradictions
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, Side
from network.policy import Permission, can
from network.storage.db import db

_OPEN_ROUNDS = select(Round.id).where(Round.state != RoundState.CLOSED)


def against_merging(actor: Actor, kept_id: UUID, other_id: UUID) -> tuple[Words, ...]:
    """Why the two can't be one as their pairs stand. At most eight statements; nothing for whoever may not merge."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    ties = {str(each): ties_of(each) for each in (kept_id, other_id)}
    every = [tie for mine in ties.values() for tie in mine]
    titles = select(Round.id, Round.title).where(Round.id.in_({UUID(tie.round_id) for tie in every if tie.round_id}))
    rounds = {str(id_): title for id_, title in db.session.execute(titles).tuples()}
    return contradictions(ties, {**names_of({UUID(tie.third) for tie in every}), **rounds})


def goes_with(actor: Actor, organization_id: UUID) -> tuple[Words, ...]:
    """What would go over. One statement."""
    if not can(actor, Permission.ORGANIZATION_MERGE):
        return ()
    mine = or_(Proposal.mentor_id == organization_id, Proposal.mentee_id == organization_id)
    number = db.session.scalar(select(func.count()).select_from(Proposal).where(mine)) or 0
    return (counted("%(num)s proposal", "%(num)s proposals", number),) if number else ()


def ties_of(organization_id: UUID) -> tuple[Tie, ...]:
    """Its pairings that run, its open proposals, and its locks in rounds that are open. Three statements."""
    mine = str(organization_id)
    pairings = select(Pairing.mentor_id, Pairing.mentee_id).where(
        Pairing.state.in_(tuple(RUNNING_PAIRINGS)),
        or_(Pairing.mentor_id == organization_id, Pairing.mentee_id == organization_id),
    )
    proposals = select(Proposal.mentor_id, Proposal.mentee_id, Proposal.round_id, Proposal.is_second).where(
        Proposal.state.in_(tuple(OPEN_PROPOSALS)),
        Proposal.round_id.in_(_OPEN_ROUNDS),
        or_(Proposal.mentor_id == organization_id, Proposal.mentee_id == organization_id),
    )
    locks = select(RoundChoice.mentor_id, RoundChoice.mentee_id, RoundChoice.round_id).where(
        RoundChoice.kind != ChoiceKind.FORBIDDEN,
        RoundChoice.round_id.in_(_OPEN_ROUNDS),
        or_(RoundChoice.mentor_id == organization_id, RoundChoice.mentee_id == organization_id),
    )
    found = [_tie(mine, mentor, mentee) for mentor, mentee in db.session.execute(pairings).tuples()]
    for mentor, mentee, round_id, is_second in db.session.execute(proposals).tuples():
        found.append(_tie(mine, mentor, mentee, round_id=str(round_id), is_second=is_second))
    for mentor, mentee, round_id in db.session.execute(locks).tuples():
        found.append(_tie(mine, mentor, mentee, round_id=str(round_id), is_lock=True))
    return tuple(found)


def _tie(mine: str, mentor: UUID, mentee: UUID, *, round_id: str = "", is_second: bool = False, is_lock: bool = False) -> Tie:
    side, third = (Side.MENTOR, mentee) if str(mentor) == mine else (Side.MENTEE, mentor)
    return Tie(side, str(third), round_id, is_second, is_lock)
