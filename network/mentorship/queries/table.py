"""The table of a round's plan: narrowed, in a chosen order, one page at a time; and all of it for the map."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, String, Text, Uuid, and_, bindparam, cast, func, or_, select, true

from network.kernel.actor import Actor
from network.kernel.page import Page, SamePage, cut
from network.mentorship.models import RunEntry
from network.mentorship.queries.rounds import get_round
from network.mentorship.queries.runs import Mentee, MenteeHome, MenteeRegion, Mentor, MentorHome, MentorRegion
from network.mentorship.queries.shapes import PairLine
from network.organizations.queries.homes import WIDTH, place_at, place_columns
from network.organizations.rules.folding import fold
from network.storage.reading import rows
from network.storage.searching import holds

PAGE = 25
UNKNOWN_KM = 1_000_000
MOST_ON_MAP = 3_000


class Order(StrEnum):
    """How the table can be sorted. A leading minus is not needed: each order has the direction that is asked for."""

    PRIORITY = "priority"
    FIT = "fit"
    WORST_FIT = "worst-fit"
    FARTHEST = "farthest"
    MENTEE = "mentee"
    MENTOR = "mentor"


class Standing(StrEnum):
    """Which rows."""

    SERVED = "served"
    LOCKED = "locked"
    KEPT = "kept"
    UNSERVED = "unserved"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the coordinator asked to see. `region` is the mentee's; `sought` a part of either name or of the mentee's place."""

    standing: Standing = Standing.SERVED
    tier: int | None = None
    region: str = ""
    mentor_id: UUID | None = None
    sought: str = ""
    order: Order = Order.PRIORITY


def pairs(actor: Actor, round_id: UUID, narrowing: Narrowing, after: str | None = None, most: int = PAGE) -> Page[PairLine]:
    """One page of the table. At most two statements. Raises NotFound."""
    row, (column, _falls) = get_round(actor, round_id), _sorting(narrowing.order)
    values = _values(narrowing)
    if after:
        mark = _mark(column, after)
        if mark is None:
            return Page((), None, None)
        values |= mark
    asked = _asked(narrowing.standing, narrowing.order, frozenset(values), most)
    return _page(tuple(rows(asked, {**values, "run": row.current_run_id})), most, after)


@lru_cache(maxsize=32)
def _page(found: tuple[Any, ...], most: int, after: str | None) -> SamePage[PairLine]:
    """The same page for the same rows, so that what was made of it is found by what it is, without looking at every line."""
    page = cut(found, most, lambda each: f"{each[0]}|{each[-1]}", after=after)
    return SamePage(tuple(map(_line, page.items)), page.older, page.newer)


def all_pairs(actor: Actor, round_id: UUID) -> tuple[PairLine, ...]:
    """The whole plan, served and not, first those to be served first: for the map and the export. At most two statements."""
    row = get_round(actor, round_id)
    asked = _asked(Standing.ALL, Order.PRIORITY, frozenset(), MOST_ON_MAP - 1)
    return tuple(map(_line, rows(asked, {"run": row.current_run_id})))


def number_of(actor: Actor, round_id: UUID, narrowing: Narrowing) -> int:
    """How many rows the narrowing leaves. At most two statements."""
    row, values = get_round(actor, round_id), _values(narrowing)
    (found,) = rows(_counted(narrowing.standing, frozenset(values)), {**values, "run": row.current_run_id})
    return int(found[0])


# The statements are made once for each way to ask: making one costs more than asking it.
_SHOWN = (
    RunEntry.mentee_id,
    RunEntry.tier,
    RunEntry.fit,
    RunEntry.km,
    RunEntry.is_locked,
    RunEntry.is_kept,
    Mentee.waiting_since,
    cast(RunEntry.summary, Text).label("summary"),
    *place_columns(Mentee, MenteeHome, MenteeRegion),
    *place_columns(Mentor, MentorHome, MentorRegion),
)
_MENTEE = len(_SHOWN) - 2 * WIDTH
_SIDES = ("tier", "region", "mentor", "sought")
"""The names of the values that narrow."""


@lru_cache(maxsize=256)
def _asked(standing: Standing, order: Order, named: frozenset[str], most: int) -> Select[Any]:
    column, is_falling = _sorting(order)
    asked = _joined(select(*_SHOWN, column.label("place"))).where(*_wanted(standing, named))
    if "after_id" in named:
        asked = asked.where(_beyond(column, is_falling))
    return asked.order_by(column.desc() if is_falling else column, RunEntry.mentee_id).limit(most + 1)


@lru_cache(maxsize=64)
def _counted(standing: Standing, named: frozenset[str]) -> Select[Any]:
    """Only a search needs the names of both sides."""
    asked = select(func.count()).select_from(RunEntry).where(*_wanted(standing, named))
    return _joined(asked) if named & {"region", "sought"} else asked


def _joined(asked: Select[Any]) -> Select[Any]:
    return (
        asked.join(Mentee, Mentee.id == RunEntry.mentee_id)
        .join(MenteeHome, MenteeHome.id == Mentee.community_id)
        .join(MenteeRegion, MenteeRegion.code == MenteeHome.region_code)
        .outerjoin(Mentor, Mentor.id == RunEntry.mentor_id)
        .outerjoin(MentorHome, MentorHome.id == Mentor.community_id)
        .outerjoin(MentorRegion, MentorRegion.code == MentorHome.region_code)
    )


def _line(row: Any) -> PairLine:
    mentor = place_at(row, _MENTEE + WIDTH)
    return PairLine(
        mentee=place_at(row, _MENTEE),
        mentor=mentor if mentor.id is not None else None,
        tier=row[1],
        fit=row[2],
        km=row[3],
        is_locked=row[4],
        is_kept=row[5],
        waiting_since=row[6],
        summary=row[7],
    )


def _values(narrowing: Narrowing) -> dict[str, Any]:
    """What the statement is asked with; what is empty narrows nothing."""
    given = (narrowing.tier, narrowing.region, narrowing.mentor_id, fold(narrowing.sought))
    return {name: value for name, value in zip(_SIDES, given, strict=True) if value}


def _wanted(standing: Standing, named: frozenset[str]) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [RunEntry.run_id == bindparam("run", type_=Uuid)]
    if standing is Standing.UNSERVED:
        wanted.append(RunEntry.mentor_id.is_(None))
    elif standing in (Standing.SERVED, Standing.KEPT):
        wanted.append(RunEntry.mentor_id.is_not(None))
    if standing is Standing.LOCKED:
        wanted.append(RunEntry.is_locked == true())
    if standing is Standing.KEPT:
        wanted.append(RunEntry.is_kept.is_(True))
    sought: BindParameter[str] = bindparam("sought", type_=String)
    named_by = or_(*(holds(name, sought) for name in (Mentee.folded, Mentor.folded, MenteeHome.folded)))
    conditions: dict[str, ColumnElement[bool]] = {
        "tier": RunEntry.tier == bindparam("tier"),
        "region": MenteeHome.region_code == bindparam("region"),
        "mentor": RunEntry.mentor_id == bindparam("mentor", type_=Uuid),
        "sought": named_by,
    }
    return wanted + [condition for name, condition in conditions.items() if name in named]


@cache
def _sorting(order: Order) -> tuple[ColumnElement[Any], bool]:
    """The column to sort by, and whether the largest comes first."""
    columns: dict[Order, tuple[Any, bool]] = {
        Order.PRIORITY: (RunEntry.priority, True),
        Order.FIT: (RunEntry.fit, True),
        Order.WORST_FIT: (RunEntry.fit, False),
        Order.FARTHEST: (func.coalesce(RunEntry.km, UNKNOWN_KM), True),
        Order.MENTEE: (Mentee.folded, False),
        Order.MENTOR: (func.coalesce(Mentor.folded, ""), False),
    }
    return columns[order]


def _beyond(column: ColumnElement[Any], is_falling: bool) -> ColumnElement[bool]:
    """The rows that come after a key, which is an id and the value of the column."""
    value, id = bindparam("after_value", type_=column.type), bindparam("after_id", type_=Uuid)
    further = column < value if is_falling else column > value
    return or_(further, and_(column == value, RunEntry.mentee_id > id))


def _mark(column: ColumnElement[Any], after: str) -> dict[str, Any] | None:
    """What a key says; None for one that can't be read."""
    marker, _, text = after.partition("|")
    try:
        return {"after_id": UUID(marker), "after_value": text if column.type.python_type is str else int(text)}
    except ValueError:
        return None
