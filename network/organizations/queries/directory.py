"""The directory: a page of organizations, narrowed and counted, in a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.organizations.models import Organization, OrganizationChoice, OrganizationRegion, OwnValue, ServiceStatus
from network.organizations.queries.sight import visible_to
from network.organizations.rules.folding import fold
from network.organizations.rules.services import RESTING as RESTING_SERVICES
from network.places.models import Community
from network.storage.reading import rows
from network.storage.searching import holds

PAGE = 25
WORKING = ("active", "reduced")
CLOSED = "closed"
RESTING = ("paused", CLOSED)


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
    service: str = ""
    service_rests: bool = False  # find it where it rests too
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
    values = {name: value for name, value in _values(filters, after, before).items() if value}
    shown = filters.shown if filters.shown in set(Shown) else ""
    asked = _lines_in(visible_to(actor), frozenset(values), shown)
    found = [Line(*row) for row in rows(asked, {**values, "stale": filters.stale_before})]
    return cut(
        found, PAGE, lambda line: str(line.id), after=str(after) if after else None, before=str(before) if before else None
    )


def _values(filters: Filters, after: UUID | None, before: UUID | None) -> dict[str, Any]:
    """What the statement is asked with; what is empty narrows nothing."""
    own = filters.own_text.lower() if filters.own_id else ""
    return {
        **{name: getattr(filters, name) for name in ("region", "kind", "mandate", "status", "teaches", "wants")},
        "service": "" if filters.service_rests else filters.service,
        "service_at_all": filters.service if filters.service_rests else "",
        "sought": fold(filters.sought),
        "own_id": filters.own_id if own else None,
        "own_text": own,
        "before": before,
        "after": None if before else after,
    }


@lru_cache(maxsize=256)
def _lines_in(scope: Select[tuple[Organization]], named: frozenset[str], shown: str) -> Select[Any]:
    """The statement for a page of lines, made once for each way to narrow it: making it costs more than asking it."""
    is_backwards = "before" in named
    order: tuple[Any, Any] = (Organization.folded, Organization.id)
    return (
        scope.join(Community, Community.id == Organization.community_id)
        .with_only_columns(
            Organization.id, Organization.name, Organization.kind, Organization.mandate, Organization.status,
            Organization.capacity, Organization.wants_mentor, Organization.waiting_since, Organization.confirmed_on,
            Community.name, Community.region_code,
        )
        .where(*(condition for name, condition in _conditions().items() if name in named), _group(shown))
        .order_by(*(column.desc() if is_backwards else column for column in order))
        .limit(PAGE + 1)
    )  # fmt: skip


@cache
def _conditions() -> Mapping[str, ColumnElement[bool]]:
    """What each filter means, by the name of its value."""
    own = exists().where(
        OwnValue.organization_id == Organization.id,
        OwnValue.own_field_id == bindparam("own_id", type_=Uuid),
        holds(func.lower(OwnValue.text), bindparam("own_text", type_=String)),
    )
    rests = exists().where(
        ServiceStatus.organization_id == Organization.id,
        ServiceStatus.code == bindparam("service"),
        ServiceStatus.state.in_(tuple(RESTING_SERVICES)),
    )
    served = OrganizationRegion.organization_id == Organization.id
    return {
        "kind": Organization.kind == bindparam("kind"),
        "mandate": Organization.mandate == bindparam("mandate"),
        "status": Organization.status == bindparam("status"),
        "teaches": _has_chosen("teaches"),
        "wants": _has_chosen("wants"),
        "region": exists().where(served, OrganizationRegion.region_code == bindparam("region")),
        "own_id": own,
        "sought": _goes_by(),
        "service": and_(_has_chosen("service"), ~rests),
        "service_at_all": _has_chosen("service", "service_at_all"),
        "before": _beyond("before", is_earlier=True),
        "after": _beyond("after", is_earlier=False),
    }


def counts(actor: Actor, stale_before: date) -> Counts:
    """The figures over the directory, in one statement."""
    found = rows(_figures_in(visible_to(actor)), {"stale": stale_before})
    sums = {status: figures for status, *figures in found}
    working = [sums[status] for status in WORKING if status in sums]
    return Counts(
        everybody=sum(figures[0] for figures in sums.values()),
        mentors=sum(figures[1] for figures in working),
        waiting=sum(figures[2] for figures in working),
        stale=sum(figures[0] - figures[3] for status, figures in sums.items() if status != CLOSED),
        resting=sum(figures[0] for status, figures in sums.items() if status in RESTING),
    )


@cache
def _figures_in(scope: Select[tuple[Organization]]) -> Select[Any]:
    """By status: how many, those with places, those that wait, those confirmed of late. Read from one index alone."""
    stale: BindParameter[date] = bindparam("stale", type_=Date)
    told = (Organization.capacity > 0, Organization.wants_mentor, Organization.confirmed_on >= stale)
    figures = [func.count(case((condition, 1))) for condition in told]
    return scope.with_only_columns(Organization.status, func.count(), *figures).group_by(Organization.status)


def choices(actor: Actor, without: UUID, sought: str, limit: int = 12) -> tuple[Choice, ...]:
    """Others that go by the words, by name, to choose one from. Nothing is found for no words."""
    if not fold(sought):
        return ()
    seen = visible_to(actor).where(Organization.id != without, _goes_by())
    asked = seen.join(Community, Community.id == Organization.community_id)
    named = asked.with_only_columns(Organization.id, Organization.name, Community.name)
    ordered = named.order_by(Organization.folded, Organization.id).limit(limit)
    return tuple(Choice(*row) for row in rows(ordered, {"sought": fold(sought)}))


def stale_before(today: date, confirm_after_days: int) -> date:
    """Entries confirmed before this day are to be confirmed again."""
    return today - timedelta(days=confirm_after_days)


def _beyond(mark: str, *, is_earlier: bool) -> ColumnElement[bool]:
    """The rows after (or before) one, in the order of names; ids part those of the same name."""
    other, id = aliased(Organization), bindparam(mark, type_=Uuid)
    name = select(other.folded).where(other.id == id).scalar_subquery()
    if is_earlier:
        return or_(Organization.folded < name, and_(Organization.folded == name, Organization.id < id))
    return or_(Organization.folded > name, and_(Organization.folded == name, Organization.id > id))


def _has_chosen(list_name: str, value: str = "") -> ColumnElement[bool]:
    return exists().where(
        OrganizationChoice.organization_id == Organization.id,
        OrganizationChoice.list == list_name,
        OrganizationChoice.code == bindparam(value or list_name),
    )


def _goes_by() -> ColumnElement[bool]:
    """The name or the home community holds the words, without regard to accents and case; communities by other names too."""
    text = bindparam("sought", type_=String)
    homes = select(Community.id).where(or_(holds(Community.folded, text), holds(Community.also_folded, text)))
    return or_(holds(Organization.folded, text), Organization.community_id.in_(homes))


def _group(code: str) -> ColumnElement[bool]:
    """What a counted group holds. An unknown one holds all."""
    works, stale = Organization.status.in_(WORKING), bindparam("stale", type_=Date)
    groups: dict[str, ColumnElement[bool]] = {
        Shown.MENTORS: and_(works, Organization.capacity > 0),
        Shown.WAITING: and_(works, Organization.wants_mentor),
        Shown.STALE: and_(
            Organization.status != CLOSED, or_(Organization.confirmed_on.is_(None), Organization.confirmed_on < stale)
        ),
        Shown.RESTING: Organization.status.in_(RESTING),
    }
    return groups.get(code, true())
