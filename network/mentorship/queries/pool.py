"""Who would take part in a round: who can mentor and who waits, a page at a time and in figures."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    Subquery,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from network.kernel.actor import Actor
from network.kernel.page import Page, SamePage, cut
from network.mentorship.models import Answer, Proposal
from network.mentorship.queries.lines import MenteeLine, MentorLine, Said, Totals
from network.mentorship.queries.parties import ACTIVE_STATUSES
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import FreeTime, Organization, OrganizationChoice
from network.organizations.rules.folding import fold
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, Side
from network.places.models import Community, Region
from network.storage.reading import first, rows
from network.storage.searching import holds

PAGE = 25
LAST = date.max
"""Where whoever doesn't say since when she waits stands in the order."""
_BY_NAME: tuple[Any, ...] = (Organization.folded, Organization.id)
_BY_WAITING: tuple[Any, ...] = (func.coalesce(Organization.waiting_since, literal(LAST)), *_BY_NAME)


def totals(actor: Actor, round_id: UUID) -> Totals:
    """How many could take part. Three statements. Raises NotFound."""
    get_round(actor, round_id)
    (offered,), (waiting,) = rows(_offered()), rows(_waited(), {"round": round_id})
    return Totals(*offered, *waiting)


def mentors(actor: Actor, round_id: UUID, sought: str = "", after: str = "") -> Page[MentorLine]:
    """One page of those who can mentor, by name. At most three statements. Raises NotFound."""
    get_round(actor, round_id)
    return _page(Side.MENTOR, {}, sought, after)


def mentees(actor: Actor, round_id: UUID, sought: str = "", after: str = "") -> Page[MenteeLine]:
    """One page of those who wait, the longest first. At most three statements. Raises NotFound."""
    get_round(actor, round_id)
    return _page(Side.MENTEE, {"round": round_id}, sought, after)


def line_of(actor: Actor, round_id: UUID, side: Side, organization_id: UUID) -> MentorLine | MenteeLine | None:
    """One organization's line on its side, None when it stands there no more. Two statements. Raises NotFound."""
    get_round(actor, round_id)
    values = {"one": organization_id} if side is Side.MENTOR else {"one": organization_id, "round": round_id}
    row = first(_lines(side, frozenset({"one"})), values)
    return None if row is None else _MADE[side](row)


def _as_mentor(row: Any) -> MentorLine:
    key, name, community, region, capacity, taken, *said = row
    return MentorLine(key, name, community, region, capacity, taken, Said(*said))


def _as_mentee(row: Any) -> MenteeLine:
    key, name, community, region, since, mentors, *said = row
    return MenteeLine(key, name, community, region, since, mentors, Said(*said))


_MADE: dict[Side, Callable[[Any], Any]] = {Side.MENTOR: _as_mentor, Side.MENTEE: _as_mentee}


# The statements are made once for each way to ask: making one costs more than asking it.
@cache
def _offered() -> Select[Any]:
    """Of those who can mentor: how many are active, how many rest, and how many places are free."""
    taken = _taken()
    left = Organization.capacity - func.coalesce(taken.c.taken, 0)
    free = case((and_(_active(), left > 0), left), else_=0)
    counted = select(*_counts(), func.coalesce(func.sum(free), 0)).outerjoin(taken, taken.c.mentor_id == Organization.id)
    return counted.where(*_can_mentor())


@cache
def _waited() -> Select[Any]:
    return select(*_counts()).where(*_waits())


@cache
def _lines(side: Side, named: frozenset[str]) -> Select[Any]:
    """`named`: which of one, sought and after the values say. Who is shown is found first: what she said costs a look at each."""
    is_mentor = side is Side.MENTOR
    order = _BY_NAME if is_mentor else _BY_WAITING
    asked = select(Organization.id).where(*(_can_mentor() if is_mentor else _waits()))
    if "one" in named:
        asked = asked.where(Organization.id == bindparam("one", type_=Uuid))
    if "sought" in named:
        wanted: BindParameter[str] = bindparam("sought", type_=String)
        asked = asked.join(Community, Community.id == Organization.community_id)
        asked = asked.where(or_(*(holds(name, wanted) for name in (Organization.folded, Community.folded))))
    if "after" in named:
        marks = (bindparam(f"after_{turn}", type_=each.type) for turn, each in enumerate(order))
        asked = asked.where(tuple_(*order) > tuple_(*marks))
    shown = Organization.id.in_(asked.order_by(*order).limit(PAGE + 1))
    return (_mentor_lines() if is_mentor else _mentee_lines()).where(shown).order_by(*order)


@cache
def _place(side: Side) -> Select[Any]:
    """Where one organization stands in the order of its side."""
    order = _BY_NAME if side is Side.MENTOR else _BY_WAITING
    return select(*order).where(Organization.id == bindparam("one", type_=Uuid))


def _active() -> ColumnElement[bool]:
    return Organization.status.in_(sorted(ACTIVE_STATUSES))


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    return (
        func.coalesce(func.sum(case((_active(), 1), else_=0)), 0),
        func.coalesce(func.sum(case((_active(), 0), else_=1)), 0),
    )


def _can_mentor() -> tuple[ColumnElement[bool], ...]:
    return Organization.capacity > 0, *_is_there()


def _waits() -> tuple[ColumnElement[bool], ...]:
    here = Proposal.round_id == bindparam("round", type_=Uuid)
    settled = select(Proposal.id).where(here, Proposal.mentee_id == Organization.id, Proposal.state == ProposalState.ACCEPTED)
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
    return _at_home(asked).outerjoin(taken, taken.c.mentor_id == Organization.id)


def _mentee_lines() -> Select[Any]:
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
    return _at_home(asked)


def _page(side: Side, values: dict[str, Any], sought: str, after: str) -> Page[Any]:
    """The rows after the organization `after`, which is looked up by its id; an id that can't be read finds nothing."""
    named = set()
    if wanted := fold(sought):
        named.add("sought")
        values |= {"sought": wanted}
    if after:
        named.add("after")
        last = _last(side, after)
        if last is None:
            return Page((), None, None)
        values |= {f"after_{turn}": value for turn, value in enumerate(last)}
    return _cut(tuple(rows(_lines(side, frozenset(named)), values)), side, after or None)


@lru_cache(maxsize=32)
def _cut(found: tuple[Any, ...], side: Side, after: str | None) -> SamePage[Any]:
    """The same page for the same rows, so that what was made of it is found by what it is."""
    page = cut([_MADE[side](row) for row in found], PAGE, lambda each: str(each.id), after=after)
    return SamePage(page.items, page.older, page.newer)


def _last(side: Side, after: str) -> Any:
    try:
        return first(_place(side), {"one": UUID(after)})
    except ValueError:
        return None
