"""Which pairings can be seen, and what of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from network.accounts.models import Person
from network.kernel.actor import Actor, Role
from network.kernel.refusals import NotFound
from network.organizations.models import Membership, Organization, OrganizationRegion
from network.organizations.queries.homes import WIDTH, PlaceView, place_at, place_columns
from network.organizations.rules.folding import fold
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, Side
from network.places.models import Community, Region
from network.storage.db import db
from network.storage.reading import first, rows
from network.storage.searching import holds

Mentor, Mentee = aliased(Organization), aliased(Organization)
MentorHome, MenteeHome = aliased(Community), aliased(Community)
MentorRegion, MenteeRegion = aliased(Region), aliased(Region)
MOST = 500
ORDER = tuple(PairingState)


@dataclass(frozen=True, slots=True)
class PairingFacts:
    """What the policy asks of a pairing, and of what was written down in it by somebody."""

    mentor_id: UUID
    mentee_id: UUID
    region_codes: frozenset[str]
    written_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PairingLine:
    """A pairing in the list."""

    id: UUID
    mentor: PlaceView
    mentee: PlaceView
    is_second: bool
    state: PairingState
    began_on: date
    ended_on: date | None
    from_round: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody to turn to on one side."""

    side: Side
    name: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class PairingView:
    """One pairing. `contacts` for both sides and coordinators, not for liaisons; `space_id` for the two sides only."""

    line: PairingLine
    contacts: tuple[ContactView, ...]
    space_id: UUID | None
    is_of_mine: bool
    mine: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class PairingNarrowing:
    """What was asked to see. `state` None shows those that run."""

    state: PairingState | None = None
    region: str = ""
    sought: str = ""


_COLUMNS = (
    Pairing.id,
    Pairing.mentor_id,
    Pairing.mentee_id,
    Pairing.state,
    Pairing.is_second,
    Pairing.began_on,
    Pairing.ended_on,
    Pairing.space_id,
    Pairing.from_round,
    *place_columns(Mentor, MentorHome, MentorRegion),
    *place_columns(Mentee, MenteeHome, MenteeRegion),
)
_FIRST_SIDE = len(_COLUMNS) - 2 * WIDTH
_ALL = select(Pairing)


def visible_to(actor: Actor) -> Select[tuple[Pairing]]:
    """Coordinators see all, members those of their organization, liaisons those of either side in their regions."""
    if actor.is_coordinator:
        return _ALL
    mine = tuple(actor.organization_ids)
    seen: list[ColumnElement[bool]] = [Pairing.mentor_id.in_(mine), Pairing.mentee_id.in_(mine)]
    if Role.LIAISON in actor.roles:
        near = select(OrganizationRegion.organization_id).where(OrganizationRegion.region_code.in_(tuple(actor.region_codes)))
        seen += [Pairing.mentor_id.in_(near), Pairing.mentee_id.in_(near)]
    return select(Pairing).where(or_(*seen))


def facts_of(rows: Iterable[Pairing]) -> dict[UUID, PairingFacts]:
    """What the policy asks, by pairing. One statement."""
    pairings = list(rows)
    sides = {each for row in pairings for each in (row.mentor_id, row.mentee_id)}
    regions: dict[UUID, set[str]] = {}
    asked = select(OrganizationRegion.organization_id, OrganizationRegion.region_code)
    for organization_id, code in db.session.execute(asked.where(OrganizationRegion.organization_id.in_(sides))).tuples():
        regions.setdefault(organization_id, set()).add(code)
    return {
        row.id: PairingFacts(
            row.mentor_id, row.mentee_id, frozenset(regions.get(row.mentor_id, set()) | regions.get(row.mentee_id, set()))
        )
        for row in pairings
    }


def get_pairing(actor: Actor, pairing_id: UUID) -> Pairing:
    """One pairing. Raises NotFound."""
    row = db.session.scalar(visible_to(actor).where(Pairing.id == pairing_id))
    if row is None:
        raise NotFound(str(pairing_id))
    return row


def pairings(actor: Actor, narrowing: PairingNarrowing | None = None, most: int = MOST) -> tuple[PairingLine, ...]:
    """The pairings, by mentee, at most so many. One statement."""
    wanted, scope = narrowing or PairingNarrowing(), visible_to(actor)
    asked = _all_lines(wanted.state, most) if scope is _ALL else _lines_in(scope, wanted.state, most)
    if wanted.region:
        asked = asked.where(or_(MentorHome.region_code == wanted.region, MenteeHome.region_code == wanted.region))
    if sought := fold(wanted.sought):
        names = (Mentor.folded, Mentee.folded, MentorHome.folded, MenteeHome.folded)
        asked = asked.where(or_(*(holds(name, sought) for name in names)))
    return tuple(map(line_at, rows(asked)))


def counts_by_state(actor: Actor) -> dict[PairingState, int]:
    """How many of those that can be seen stand where. One statement."""
    asked = visible_to(actor).with_only_columns(Pairing.state, func.count()).group_by(Pairing.state)
    found = dict(rows(asked))
    return {state: found.get(state, 0) for state in ORDER}


def pairing_of(actor: Actor, pairing_id: UUID) -> PairingView:
    """One pairing as the actor may see it. Two statements. Raises NotFound."""
    row = first(with_sides(visible_to(actor)).where(Pairing.id == pairing_id))
    if row is None:
        raise NotFound(str(pairing_id))
    is_mine = bool({row.mentor_id, row.mentee_id} & actor.organization_ids)
    return PairingView(
        line=line_at(row),
        contacts=_contacts(row) if is_mine or actor.is_coordinator else (),
        space_id=row.space_id if is_mine else None,
        is_of_mine=is_mine,
        mine=frozenset(
            side
            for side, organization_id in ((Side.MENTOR, row.mentor_id), (Side.MENTEE, row.mentee_id))
            if organization_id in actor.organization_ids
        ),
    )


def _contacts(row: Any) -> tuple[ContactView, ...]:
    asked = (
        select(Membership.organization_id, Person.name, Membership.is_lead)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id.in_((row.mentor_id, row.mentee_id)),
            Membership.ended_at.is_(None),
            Person.is_suspended.is_(False),
        )
        .order_by(Membership.is_lead.desc(), Person.name, Membership.id)
    )
    return tuple(
        ContactView(Side.MENTOR if organization_id == row.mentor_id else Side.MENTEE, name, is_lead)
        for organization_id, name, is_lead in rows(asked)
    )


@cache
def _all_lines(state: PairingState | None, most: int) -> Select[Any]:
    """The statement for whoever sees all, made once: making it costs more than asking it."""
    return _lines_in(_ALL, state, most)


def _lines_in(scope: Select[tuple[Pairing]], state: PairingState | None, most: int) -> Select[Any]:
    states = tuple(RUNNING_PAIRINGS) if state is None else (state,)
    written: BindParameter[Any] = bindparam("states", states, expanding=True, literal_execute=True)
    asked = with_sides(scope).where(Pairing.state.in_(written))  # in the statement's text, so that SQLite plans it once
    return asked.order_by(Mentee.folded, Pairing.began_on, Pairing.id).limit(most)


def with_sides(scope: Select[tuple[Pairing]]) -> Select[Any]:
    """What `line_at` reads, of the pairings in a scope."""
    return (
        scope.with_only_columns(*_COLUMNS)
        .join(Mentor, Mentor.id == Pairing.mentor_id)
        .join(MentorHome, MentorHome.id == Mentor.community_id)
        .join(MentorRegion, MentorRegion.code == MentorHome.region_code)
        .join(Mentee, Mentee.id == Pairing.mentee_id)
        .join(MenteeHome, MenteeHome.id == Mentee.community_id)
        .join(MenteeRegion, MenteeRegion.code == MenteeHome.region_code)
    )


def line_at(row: Any) -> PairingLine:
    """The line whose columns a row begins with."""
    return PairingLine(
        row.id,
        place_at(row, _FIRST_SIDE),
        place_at(row, _FIRST_SIDE + WIDTH),
        row.is_second,
        PairingState(row.state),
        row.began_on,
        row.ended_on,
        row.from_round,
    )
