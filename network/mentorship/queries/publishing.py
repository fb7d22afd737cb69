"""What publishing a round would do, and whom it would not reach."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, Uuid, and_, bindparam, case, exists, func, or_, select, tuple_, union

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.page import Page, SamePage, cut
from network.mentorship.models import Proposal, Round, RunEntry, RunSecond
from network.mentorship.queries.rounds import RoundRow, RoundView, as_view, get_round
from network.mentorship.rules.lifecycle import OPEN_PROPOSALS, ProposalState
from network.organizations.models import Invitation, Membership, Organization
from network.pairings.rules.states import Side
from network.places.models import Community
from network.storage.columns import UtcDateTime
from network.storage.db import db
from network.storage.reading import first, rows

Planned = tuple[UUID, UUID, bool]
"""Mentor, mentee, whether it is the second mentor."""
PAGE = 25


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
    """`fresh` pairs would be proposed, `standing` ones stay as they are, `withdrawn` ones are no longer in the plan.

    `silent` is a page of those that it would not reach, `unreached` how many they are.
    """

    round: RoundView
    fresh: int
    standing: int
    withdrawn: int
    silent: Page[SilentOrganization]
    unreached: int


_RUN = bindparam("run", type_=Uuid)
_ENTRY = exists().where(RunEntry.run_id == _RUN)
_SECOND = exists().where(RunSecond.run_id == _RUN)
_IS_PLANNED = or_(
    and_(
        Proposal.is_second.is_(False),
        _ENTRY.where(RunEntry.mentee_id == Proposal.mentee_id, RunEntry.mentor_id == Proposal.mentor_id),
    ),
    and_(Proposal.is_second, _SECOND.where(RunSecond.mentee_id == Proposal.mentee_id, RunSecond.mentor_id == Proposal.mentor_id)),
)
_PLANNED = select(  # made once, as all of these: making one costs more than asking it
    select(func.count()).where(RunEntry.run_id == _RUN, RunEntry.mentor_id.is_not(None)).scalar_subquery()
    + select(func.count()).where(RunSecond.run_id == _RUN).scalar_subquery()
)
_PROPOSED = (
    select(Proposal.state, func.count(), func.count(case((_IS_PLANNED, 1))))
    .where(Proposal.round_id == bindparam("round", type_=Uuid), Proposal.state.in_(tuple(OPEN_PROPOSALS)))
    .group_by(Proposal.state)
)

_LEAD = exists().where(
    Membership.organization_id == Organization.id,
    Membership.is_lead,
    Membership.ended_at.is_(None),
    Membership.person_id.in_(select(Person.id).where(Person.is_suspended.is_(False))),
)
_PEOPLE = exists().where(
    Membership.organization_id == Organization.id,
    Membership.ended_at.is_(None),
    Membership.person_id.in_(select(Person.id).where(Person.is_suspended.is_(False))),
)
_INVITED = exists().where(
    Invitation.organization_id == Organization.id,
    Invitation.used_at.is_(None),
    Invitation.expires_at > bindparam("now", type_=UtcDateTime),
)
_MENTORS = or_(_ENTRY.where(RunEntry.mentor_id == Organization.id), _SECOND.where(RunSecond.mentor_id == Organization.id))
_IS_MENTORED = or_(
    _ENTRY.where(RunEntry.mentee_id == Organization.id, RunEntry.mentor_id.is_not(None)),
    _SECOND.where(RunSecond.mentee_id == Organization.id),
)
_SILENT = (or_(_MENTORS, _IS_MENTORED), ~_LEAD)
_SIDES = union(
    select(RunEntry.mentor_id).where(RunEntry.run_id == _RUN, RunEntry.mentor_id.is_not(None)),
    select(RunEntry.mentee_id).where(RunEntry.run_id == _RUN, RunEntry.mentor_id.is_not(None)),
    select(RunSecond.mentor_id).where(RunSecond.run_id == _RUN),
    select(RunSecond.mentee_id).where(RunSecond.run_id == _RUN),
).subquery()
_SIDE = _SIDES.c[0]
_UNREACHED = (
    select(func.count())
    .select_from(_SIDES)
    .where(
        ~exists()
        .where(
            Membership.organization_id == _SIDE,
            Membership.is_lead,
            Membership.ended_at.is_(None),
            Membership.person_id == Person.id,
            Person.is_suspended.is_(False),
        )
        .correlate(_SIDES)
    )
)
_ORDER = (Organization.folded, Organization.id)
_MARK = select(*_ORDER).where(Organization.id == bindparam("after", type_=Uuid))


def publishing(actor: Actor, round_id: UUID, after: str = "") -> PublishingView:
    """What publishing would do now. At most six statements. Raises NotFound."""
    row = get_round(actor, round_id)
    planned, proposed = _counted(row)
    standing = sum(in_plan for _, in_plan in proposed.values())
    waiting, kept = proposed.get(ProposalState.PROPOSED, (0, 0))
    values = {"run": row.current_run_id}
    return PublishingView(
        round=as_view(row),
        fresh=planned - standing,
        standing=standing,
        withdrawn=waiting - kept,
        silent=silent_sides(row, after),
        unreached=rows(_UNREACHED, values)[0][0],
    )


def fresh_in(actor: Actor, round_id: UUID) -> int:
    """How many pairs publishing would propose now. At most three statements. Raises NotFound."""
    planned, proposed = _counted(get_round(actor, round_id))
    return planned - sum(in_plan for _, in_plan in proposed.values())


def _counted(row: RoundRow) -> tuple[int, dict[str, tuple[int, int]]]:
    """How many pairs the plan has; by state of what was proposed and is open: how many, and how many of those are in the plan."""
    planned: int = rows(_PLANNED, {"run": row.current_run_id})[0][0]
    found = rows(_PROPOSED, {"run": row.current_run_id, "round": row.id})
    return planned, {state: (count, in_plan) for state, count, in_plan in found}


def planned_pairs(row: Round | RoundRow) -> tuple[Planned, ...]:
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


def silent_sides(row: RoundRow, after: str = "") -> Page[SilentOrganization]:
    """The organizations of the plan that no lead can sign in for, by name. At most two statements."""
    mark = _mark(after)
    values: dict[str, Any] = {"run": row.current_run_id, "now": clock.now()}
    if mark:
        values |= dict(zip(("folded", "id"), mark, strict=True))
    return _cut(tuple(rows(_silent(bool(mark)), values)), after if mark else None)


@lru_cache(maxsize=16)
def _cut(found: tuple[Any, ...], after: str | None) -> SamePage[SilentOrganization]:
    """The same page for the same rows, so that what was made of it is found by what it is."""
    page = cut(found, PAGE, lambda each: str(each[0]), after=after)
    return SamePage(tuple(map(_silent_line, page.items)), page.older, page.newer)


def _mark(after: str) -> tuple[Any, ...] | None:
    """Where the organization with this key stands; None for no key, and for one that can't be read."""
    try:
        return first(_MARK, {"after": UUID(after)}) if after else None
    except ValueError:
        return None


@cache
def _silent(has_mark: bool) -> Select[Any]:
    shown = (Organization.id, Organization.name, Community.name, Organization.contact_email, Organization.phone)
    asked = (
        select(*shown, _MENTORS, _IS_MENTORED, _PEOPLE, _INVITED)
        .join(Community, Community.id == Organization.community_id)
        .where(*_SILENT)
    )
    if has_mark:
        asked = asked.where(tuple_(*_ORDER) > tuple_(bindparam("folded", type_=String), bindparam("id", type_=Uuid)))
    return asked.order_by(*_ORDER).limit(PAGE + 1)


def _silent_line(row: Any) -> SilentOrganization:
    organization_id, name, community, email, phone, mentors, is_mentored, has_people, is_invited = row
    sides = (*((Side.MENTOR,) if mentors else ()), *((Side.MENTEE,) if is_mentored else ()))
    return SilentOrganization(organization_id, name, community, sides, bool(has_people), bool(is_invited), email, phone)
