"""Which proposals can be seen, and what of them: each side its own answer only, coordinators everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from network.accounts.queries import names_of as names_of_people
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, from_json
from network.mentorship.models import Answer, Proposal
from network.mentorship.queries.runs import place_of
from network.mentorship.rules.lifecycle import ProposalState, overturn_until, told_to_side
from network.organizations.models import Organization
from network.organizations.queries.homes import PlaceView
from network.pairings.rules.states import Side
from network.places.models import Community, Region
from network.settings.queries import catalogue
from network.storage.db import db

Mentor, Mentee = aliased(Organization), aliased(Organization)
MentorHome, MenteeHome = aliased(Community), aliased(Community)
MentorRegion, MenteeRegion = aliased(Region), aliased(Region)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A standing answer. `reason` is for coordinators. By phone: who said it, when and how, and who wrote it down."""

    side: Side
    is_yes: bool
    reason: str
    answered_at: datetime
    by: str
    is_by_phone: bool
    said_by: str
    said_on: date | None
    said_how: str
    overturn_until: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal as one side reads it: the other organization, why, and its own answer; nothing of the other's.

    Of a second mentor's it reads that it is one, and never who the first is.

    `may_answer` for a lead of this side while it waits; `may_overturn` for her when her coordinator took the answer by phone.
    """

    id: UUID
    side: Side
    mine: PlaceView
    other: PlaceView
    is_second: bool
    reasons: tuple[Words, ...]
    state: Words
    is_open: bool
    published_at: datetime
    answer: bool | None
    answered_by_phone: AnswerView | None
    may_answer: bool
    may_overturn: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as coordinators see it, with both answers."""

    id: UUID
    mentor: PlaceView
    mentee: PlaceView
    is_second: bool
    tier: int
    fit: int
    state: ProposalState
    published_at: datetime
    from_mentor: AnswerView | None
    from_mentee: AnswerView | None


Found = tuple[Proposal, Organization, Community, Region, Organization, Community, Region]
Answers = dict[UUID, dict[Side, AnswerView]]
T = TypeVar("T", bound=tuple[Any, ...])


def visible_to(actor: Actor) -> Select[tuple[Proposal]]:
    """Coordinators see all; members those that their organization is a side of, once published."""
    if actor.is_coordinator:
        return select(Proposal)
    mine = tuple(actor.organization_ids)
    return select(Proposal).where(
        or_(Proposal.mentor_id.in_(mine), Proposal.mentee_id.in_(mine)), Proposal.published_at.is_not(None)
    )


def get_proposal(actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal. Raises NotFound."""
    row = db.session.scalar(visible_to(actor).where(Proposal.id == proposal_id))
    if row is None:
        raise NotFound(str(proposal_id))
    return row


def proposals_of(actor: Actor) -> tuple[ProposalCard, ...]:
    """The proposals of the actor's own organizations, open ones first, then the newest. At most four statements."""
    mine = tuple(actor.organization_ids)
    if not mine:
        return ()
    asked = _with_sides(visible_to(actor)).where(or_(Proposal.mentor_id.in_(mine), Proposal.mentee_id.in_(mine)))
    found = db.session.execute(asked.order_by(Proposal.published_at.desc(), Proposal.id)).tuples().all()
    cards = _cards(actor, found)
    return tuple(sorted(cards, key=lambda card: not card.is_open))


def cards_of(actor: Actor, proposal_id: UUID) -> tuple[ProposalCard, ...]:
    """One proposal as the actor's organization reads it; two cards if both sides are hers. Raises NotFound."""
    found = db.session.execute(_with_sides(visible_to(actor)).where(Proposal.id == proposal_id)).tuples().all()
    cards = _cards(actor, found)
    if not cards:
        raise NotFound(str(proposal_id))
    return cards


def line_of_proposal(actor: Actor, proposal_id: UUID) -> ProposalLine:
    """One proposal with both answers, for coordinators. Raises NotFound, for anybody else too."""
    if not actor.is_coordinator:
        raise NotFound(str(proposal_id))
    found = _lines(_with_sides(select(Proposal).where(Proposal.id == proposal_id)))
    if not found:
        raise NotFound(str(proposal_id))
    return found[0]


def standing_answers(proposal_id: UUID) -> dict[Side, Answer]:
    """The answers that hold, by side."""
    asked = select(Answer).where(Answer.proposal_id == proposal_id, Answer.overturned_at.is_(None))
    return {Side(row.side): row for row in db.session.scalars(asked)}


def _with_sides(asked: Select[tuple[Proposal]]) -> Select[Found]:
    return joined_with_sides(
        asked.with_only_columns(Proposal, Mentor, MentorHome, MentorRegion, Mentee, MenteeHome, MenteeRegion)
    )


def joined_with_sides(asked: Select[T]) -> Select[T]:
    """With both organizations, their homes and regions."""
    return (
        asked.join(Mentor, Mentor.id == Proposal.mentor_id)
        .join(MentorHome, MentorHome.id == Mentor.community_id)
        .join(MentorRegion, MentorRegion.code == MentorHome.region_code)
        .join(Mentee, Mentee.id == Proposal.mentee_id)
        .join(MenteeHome, MenteeHome.id == Mentee.community_id)
        .join(MenteeRegion, MenteeRegion.code == MenteeHome.region_code)
    )


def answers_to(proposal_ids: Iterable[UUID]) -> Answers:
    """The answers that hold, by proposal and side. At most three statements."""
    asked = select(Answer).where(Answer.proposal_id.in_(tuple(proposal_ids)), Answer.overturned_at.is_(None))
    rows = db.session.scalars(asked).all()
    people = names_of_people({row.answered_by_id for row in rows if row.answered_by_id})
    days = int(catalogue().get("overturn_days"))
    found: Answers = {}
    for row in rows:
        found.setdefault(row.proposal_id, {})[Side(row.side)] = AnswerView(
            side=Side(row.side),
            is_yes=row.is_yes,
            reason=row.reason,
            answered_at=row.answered_at,
            by=people.get(row.answered_by_id, "") if row.answered_by_id else "",
            is_by_phone=row.is_by_phone,
            said_by=row.said_by,
            said_on=row.said_on,
            said_how=row.said_how,
            overturn_until=overturn_until(row.answered_at, days) if row.is_by_phone else None,
        )
    return found


def _lines(asked: Select[Found]) -> tuple[ProposalLine, ...]:
    found = db.session.execute(asked.order_by(Proposal.tier.desc(), Proposal.fit.desc(), Proposal.id)).tuples().all()
    answers = answers_to(row[0].id for row in found)
    return tuple(
        ProposalLine(
            id=row.id,
            mentor=place_of(mentor, mentor_home, mentor_region.name),
            mentee=place_of(mentee, mentee_home, mentee_region.name),
            is_second=row.is_second,
            tier=row.tier,
            fit=row.fit,
            state=ProposalState(row.state),
            published_at=row.published_at,
            from_mentor=answers.get(row.id, {}).get(Side.MENTOR),
            from_mentee=answers.get(row.id, {}).get(Side.MENTEE),
        )
        for row, mentor, mentor_home, mentor_region, mentee, mentee_home, mentee_region in found
    )


def _cards(actor: Actor, found: Iterable[Found]) -> tuple[ProposalCard, ...]:
    rows = list(found)
    answers = answers_to(row[0].id for row in rows)
    cards = []
    for row, mentor, mentor_home, mentor_region, mentee, mentee_home, mentee_region in rows:
        sides = {
            Side.MENTOR: place_of(mentor, mentor_home, mentor_region.name),
            Side.MENTEE: place_of(mentee, mentee_home, mentee_region.name),
        }
        for side, other in ((Side.MENTOR, Side.MENTEE), (Side.MENTEE, Side.MENTOR)):
            if sides[side].id in actor.organization_ids:
                cards.append(_card(actor, row, (side, sides[side], sides[other]), answers.get(row.id, {}).get(side)))
    return tuple(cards)


def _card(actor: Actor, row: Proposal, sides: tuple[Side, PlaceView, PlaceView], given: AnswerView | None) -> ProposalCard:
    side, mine, other = sides
    leads = mine.id in actor.lead_of
    is_open = row.state == ProposalState.PROPOSED
    return ProposalCard(
        id=row.id,
        side=side,
        mine=mine,
        other=other,
        is_second=row.is_second,
        reasons=from_json(row.reasons),
        state=told_to_side(row.state, given.is_yes if given else None),
        is_open=is_open,
        published_at=row.published_at,
        answer=given.is_yes if given else None,
        answered_by_phone=given if given and given.is_by_phone else None,
        may_answer=leads and is_open and given is None,
        may_overturn=leads and given is not None and given.is_by_phone,
    )
