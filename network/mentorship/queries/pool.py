"""Who would take part in a round: who can mentor, who waits, and what each has still to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.kernel.words import Words, words
from network.mentorship.models import Answer, Proposal
from network.mentorship.queries.parties import ACTIVE_STATUSES
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import FreeTime, Organization, OrganizationChoice
from network.organizations.rules.folding import fold
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, Side
from network.places.models import Community, Region
from network.storage.db import db

PAGE = 25
LAST = date.max
"""Where whoever doesn't say since when she waits stands in the order."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an organization has said that matching needs."""

    is_active: bool
    has_topics: bool
    has_languages: bool
    has_ways: bool
    has_hours: bool


@dataclass(frozen=True, slots=True)
class MentorLine:
    """Who can mentor: `capacity` as the organization set it, `taken` by running pairings and accepted proposals."""

    id: UUID
    name: str
    community: str
    region: str
    capacity: int
    taken: int
    said: Said

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def missing(self) -> tuple[Words, ...]:
        """What keeps it from being matched well."""
        return missing(self.said, words("No topics that it can teach."))


@dataclass(frozen=True, slots=True)
class MenteeLine:
    """Who waits. `mentors` counts those that it has already."""

    id: UUID
    name: str
    community: str
    region: str
    waiting_since: date | None
    mentors: int
    said: Said

    @property
    def missing(self) -> tuple[Words, ...]:
        """What keeps it from being matched well."""
        return missing(self.said, words("No topics that it wants to learn."))


@dataclass(frozen=True, slots=True)
class Totals:
    """The round's two sides in figures. Only active organizations count; those that rest are told apart.

    `places` are free ones.
    """

    mentors: int
    mentors_resting: int
    places: int
    waiting: int
    waiting_resting: int


Line = TypeVar("Line", MentorLine, MenteeLine)


def totals(actor: Actor, round_id: UUID) -> Totals:
    """How many could take part. Three statements. Raises NotFound."""
    get_round(actor, round_id)
    taken = _taken()
    left = Organization.capacity - func.coalesce(taken.c.taken, 0)
    free = case((and_(_active(), left > 0), left), else_=0)
    counted = select(*_counts(), func.coalesce(func.sum(free), 0)).outerjoin(taken, taken.c.mentor_id == Organization.id)
    mentors, mentors_resting, places = db.session.execute(counted.where(*_can_mentor())).tuples().one()
    waiting, resting = db.session.execute(select(*_counts()).where(*_waits(round_id))).tuples().one()
    return Totals(mentors, mentors_resting, places, waiting, resting)


def mentors(actor: Actor, round_id: UUID, sought: str = "", after: str = "") -> Page[MentorLine]:
    """One page of those who can mentor, by name. At most three statements. Raises NotFound."""
    get_round(actor, round_id)
    order = (Organization.folded, Organization.id)
    asked = _sought(_mentor_lines(), sought)
    return _page(asked, order, after, _as_mentor)


def mentees(actor: Actor, round_id: UUID, sought: str = "", after: str = "") -> Page[MenteeLine]:
    """One page of those who wait, the longest first. At most three statements. Raises NotFound."""
    get_round(actor, round_id)
    order = (func.coalesce(Organization.waiting_since, literal(LAST)), Organization.folded, Organization.id)
    asked = _sought(_mentee_lines(round_id), sought)
    return _page(asked, order, after, _as_mentee)


def line_of(actor: Actor, round_id: UUID, side: Side, organization_id: UUID) -> MentorLine | MenteeLine | None:
    """One organization's line on its side, None when it stands there no more. Two statements. Raises NotFound."""
    get_round(actor, round_id)
    asked = _mentor_lines() if side is Side.MENTOR else _mentee_lines(round_id)
    row = db.session.execute(asked.where(Organization.id == organization_id)).tuples().first()
    if row is None:
        return None
    return _as_mentor(row) if side is Side.MENTOR else _as_mentee(row)


def missing(said: Said, no_topics: Words) -> tuple[Words, ...]:
    """What an organization has still to say, in words."""
    checks = (
        (said.has_topics, no_topics),
        (said.is_active, words("Not active: it takes no part.")),
        (said.has_languages, words("No language.")),
        (said.has_ways, words("No way to meet.")),
        (said.has_hours, words("No free hours: only matters if you ask for hours in common.")),
    )
    return tuple(text for is_there, text in checks if not is_there)


def _as_mentor(row: Any) -> MentorLine:
    key, name, community, region, capacity, taken, *said = row
    return MentorLine(key, name, community, region, capacity, taken, Said(*said))


def _as_mentee(row: Any) -> MenteeLine:
    key, name, community, region, since, mentors, *said = row
    return MenteeLine(key, name, community, region, since, mentors, Said(*said))


def _active() -> ColumnElement[bool]:
    return Organization.status.in_(sorted(ACTIVE_STATUSES))


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    return (
        func.coalesce(func.sum(case((_active(), 1), else_=0)), 0),
        func.coalesce(func.sum(case((_active(), 0), else_=1)), 0),
    )


def _can_mentor() -> tuple[ColumnElement[bool], ...]:
    return Organization.capacity > 0, *_is_there()


def _waits(round_id: UUID) -> tuple[ColumnElement[bool], ...]:
    settled = select(Proposal.id).where(
        Proposal.round_id == round_id, Proposal.mentee_id == Organization.id, Proposal.state == ProposalState.ACCEPTED
    )
    return Organization.wants_mentor.is_(True), *_is_there(), ~settled.exists()


def _is_there() -> tuple[ColumnElement[bool], ...]:
    return Organization.status != "closed", Organization.merged_into_id.is_(None)


def _taken() -> Subquery:
    """Places by mentor that running pairings and promised proposals take."""
    agreed = select(Answer.id).where(
        Answer.proposal_id == Proposal.id, Answer.side == Side.MENTOR, Answer.is_yes, Answer.overturned_at.is_(None)
    )
    promised = select(Proposal.mentor_id).where(Proposal.state == ProposalState.PROPOSED, agreed.exists())
    running = select(Pairing.mentor_id).where(Pairing.state.in_(tuple(RUNNING_PAIRINGS)))
    each = union_all(running, promised).subquery()
    return select(each.c.mentor_id, func.count().label("taken")).group_by(each.c.mentor_id).subquery()


def _said(topics: str) -> tuple[ColumnElement[Any], ...]:
    def chose(name: str) -> ColumnElement[bool]:
        mine = (OrganizationChoice.organization_id == Organization.id, OrganizationChoice.list == name)
        return exists().where(*mine)

    hours = exists().where(FreeTime.organization_id == Organization.id)
    return _active(), chose(topics), chose("language"), chose("way"), hours


def _at_home(asked: Select[Any]) -> Select[Any]:
    return asked.join(Community, Community.id == Organization.community_id).join(Region, Region.code == Community.region_code)


def _mentor_lines() -> Select[Any]:
    taken = _taken()
    asked = select(
        Organization.id,
        Organization.name,
        Community.name,
        Region.name,
        Organization.capacity,
        func.coalesce(taken.c.taken, 0),
        *_said("teaches"),
    )
    return _at_home(asked).outerjoin(taken, taken.c.mentor_id == Organization.id).where(*_can_mentor())


def _mentee_lines(round_id: UUID) -> Select[Any]:
    has = select(func.count(Pairing.id)).where(Pairing.mentee_id == Organization.id, Pairing.state.in_(tuple(RUNNING_PAIRINGS)))
    asked = select(
        Organization.id,
        Organization.name,
        Community.name,
        Region.name,
        Organization.waiting_since,
        has.scalar_subquery(),
        *_said("wants"),
    )
    return _at_home(asked).where(*_waits(round_id))


def _sought(asked: Select[Any], sought: str) -> Select[Any]:
    wanted = fold(sought)
    if not wanted:
        return asked
    return asked.where(or_(*(name.contains(wanted, autoescape=True) for name in (Organization.folded, Community.folded))))


def _page(asked: Select[Any], order: tuple[Any, ...], after: str, made: Callable[[Any], Line]) -> Page[Line]:
    """The rows after the organization `after`, which is looked up by its id; an id that can't be read finds nothing."""
    if after:
        asked = asked.where(_beyond(order, after))
    found = [made(row) for row in db.session.execute(asked.order_by(*order).limit(PAGE + 1)).tuples()]
    return cut(found, PAGE, lambda each: str(each.id), after=after or None)


def _beyond(order: tuple[Any, ...], after: str) -> ColumnElement[bool]:
    try:
        last = db.session.execute(select(*order).where(Organization.id == UUID(after))).tuples().first()
    except ValueError:
        last = None
    return tuple_(*order) > tuple_(*(literal(value) for value in last)) if last is not None else false()
