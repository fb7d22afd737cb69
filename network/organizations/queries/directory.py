"""The directory: a page of organizations, narrowed and counted, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.organizations.models import Organization, OrganizationChoice, OrganizationRegion, OwnValue
from network.organizations.queries.sight import visible_to
from network.organizations.rules.folding import fold
from network.places.models import Community
from network.storage.db import db

PAGE = 25
WORKING = ("active", "reduced")


class Shown(StrEnum):
    """The groups that are counted, and can be shown alone."""

    MENTORS = "mentors"
    WAITING = "waiting"
    STALE = "to-confirm"
    RESTING = "resting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows the directory; an empty text narrows nothing. `stale_before`: confirmed earlier is to be confirmed again."""

    stale_before: date
    sought: str = ""
    shown: str = ""
    region: str = ""
    kind: str = ""
    mandate: str = ""
    status: str = ""
    teaches: str = ""
    wants: str = ""
    own_id: UUID | None = None
    own_text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An organization as the directory lists it."""

    id: UUID
    name: str
    kind: str
    mandate: str
    status: str
    capacity: int
    wants_mentor: bool
    waiting_since: date | None
    confirmed_on: date | None
    community: str
    region_code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An organization as a list to choose from names it."""

    id: UUID
    name: str
    community: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, whatever the filters say."""

    everybody: int
    mentors: int
    waiting: int
    stale: int
    resting: int


def directory(actor: Actor, filters: Filters, *, after: UUID | None = None, before: UUID | None = None) -> Page[Line]:
    """One page by name: what follows the organization `after`, or ends before the organization `before`."""
    asked = _narrowed(
        visible_to(actor).join(Community, Community.id == Organization.community_id), filters
    ).with_only_columns(
        Organization.id, Organization.name, Organization.kind, Organization.mandate, Organization.status,
        Organization.capacity, Organization.wants_mentor, Organization.waiting_since, Organization.confirmed_on,
        Community.name, Community.region_code,
    )  # fmt: skip
    if before is not None:
        asked = asked.where(_beyond(before, is_earlier=True)).order_by(Organization.folded.desc(), Organization.id.desc())
    else:
        asked = asked.order_by(Organization.folded, Organization.id)
        asked = asked.where(_beyond(after, is_earlier=False)) if after is not None else asked
    found = [Line(*row) for row in db.session.execute(asked.limit(PAGE + 1))]
    return cut(
        found, PAGE, lambda line: str(line.id), after=str(after) if after else None, before=str(before) if before else None
    )


def counts(actor: Actor, stale_before: date) -> Counts:
    """The figures over the directory, in one statement."""
    row = db.session.execute(_figures_in(visible_to(actor)), {"stale": stale_before}).one()
    return Counts(*(int(figure) for figure in row))


@cache
def _figures_in(scope: Select[tuple[Organization]]) -> Select[Any]:
    """The statement for the figures, made once for each scope: making it costs more than asking it."""
    stale: BindParameter[date] = bindparam("stale", type_=Date)
    figures = [func.coalesce(func.sum(case((_group(code, stale), 1), else_=0)), 0) for code in Shown]
    return scope.with_only_columns(func.count(), *figures)


def choices(actor: Actor, without: UUID, sought: str, limit: int = 12) -> tuple[Choice, ...]:
    """Others that go by the words, by name, to choose one from. Nothing is found for no words."""
    if not fold(sought):
        return ()
    seen = visible_to(actor).where(Organization.id != without, _goes_by(sought))
    asked = seen.join(Community, Community.id == Organization.community_id)
    named = asked.with_only_columns(Organization.id, Organization.name, Community.name)
    return tuple(Choice(*row) for row in db.session.execute(named.order_by(Organization.folded, Organization.id).limit(limit)))


def stale_before(today: date, confirm_after_days: int) -> date:
    """Entries confirmed before this day are to be confirmed again."""
    return today - timedelta(days=confirm_after_days)


def _beyond(id: UUID, *, is_earlier: bool) -> ColumnElement[bool]:
    """The rows after (or before) one, in the order of names; ids part those of the same name."""
    mark = aliased(Organization)
    name = select(mark.folded).where(mark.id == id).scalar_subquery()
    if is_earlier:
        return or_(Organization.folded < name, and_(Organization.folded == name, Organization.id < id))
    return or_(Organization.folded > name, and_(Organization.folded == name, Organization.id > id))


def _narrowed(asked: Select[tuple[Organization]], filters: Filters) -> Select[tuple[Organization]]:
    for column, value in (
        (Organization.kind, filters.kind),
        (Organization.mandate, filters.mandate),
        (Organization.status, filters.status),
    ):
        asked = asked.where(column == value) if value else asked
    for list_name, code in (("teaches", filters.teaches), ("wants", filters.wants)):
        asked = asked.where(_has_chosen(list_name, code)) if code else asked
    if filters.region:
        asked = asked.where(
            exists().where(
                OrganizationRegion.organization_id == Organization.id, OrganizationRegion.region_code == filters.region
            )
        )
    if filters.own_id and filters.own_text:
        said = func.lower(OwnValue.text).contains(filters.own_text.lower(), autoescape=True)
        asked = asked.where(
            exists().where(OwnValue.organization_id == Organization.id, OwnValue.own_field_id == filters.own_id, said)
        )
    if filters.sought:
        asked = asked.where(_goes_by(filters.sought))
    return asked.where(_group(filters.shown, filters.stale_before)) if filters.shown else asked


def _has_chosen(list_name: str, code: str) -> ColumnElement[bool]:
    return exists().where(
        OrganizationChoice.organization_id == Organization.id,
        OrganizationChoice.list == list_name,
        OrganizationChoice.code == code,
    )


def _goes_by(sought: str) -> ColumnElement[bool]:
    """The name or the home community holds the words, without regard to accents and case; communities by other names too."""
    folded = fold(sought)
    places = db.session.execute(select(Community.id, Community.name, Community.also_known_as)).tuples()
    ids = [id for id, name, others in places if any(folded in fold(each) for each in (name, *others))]
    return or_(Organization.folded.contains(folded, autoescape=True), Organization.community_id.in_(ids))


def _group(code: str, stale: date | BindParameter[date]) -> ColumnElement[bool]:
    """What a counted group holds. An unknown one holds all."""
    works = Organization.status.in_(WORKING)
    groups: dict[str, ColumnElement[bool]] = {
        Shown.MENTORS: and_(works, Organization.capacity > 0),
        Shown.WAITING: and_(works, Organization.wants_mentor),
        Shown.STALE: and_(
            Organization.status != "closed", or_(Organization.confirmed_on.is_(None), Organization.confirmed_on < stale)
        ),
        Shown.RESTING: Organization.status.in_(("paused", "closed")),
    }
    return groups.get(code, true())
