"""The table of a round's plan: narrowed, in a chosen order, one page at a time; and all of it for the map."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.mentorship.models import RunEntry
from network.mentorship.queries.rounds import get_round
from network.mentorship.queries.runs import Mentee, MenteeHome, Mentor, line_of, lines
from network.mentorship.queries.shapes import PairLine
from network.organizations.rules.folding import fold
from network.storage.db import db

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


def pairs(actor: Actor, round_id: UUID, narrowing: Narrowing, after: str | None = None) -> Page[PairLine]:
    """One page of the table. Two statements. Raises NotFound."""
    column, is_falling = _sorting(narrowing.order)
    asked = _narrowed(lines(get_round(actor, round_id)), narrowing).add_columns(column)
    if after:
        asked = asked.where(_beyond(column, is_falling, after))
    asked = asked.order_by(column.desc() if is_falling else column, RunEntry.mentee_id).limit(PAGE + 1)
    found = [(line_of(*row[:-1]), row[-1]) for row in db.session.execute(asked)]
    page = cut(found, PAGE, lambda each: f"{each[0].mentee.id}|{each[1]}", after=after)
    return Page(tuple(line for line, _ in page.items), page.older, page.newer)


def all_pairs(actor: Actor, round_id: UUID) -> tuple[PairLine, ...]:
    """The whole plan, served and not, first those to be served first: for the map and the export. Two statements."""
    asked = lines(get_round(actor, round_id)).order_by(RunEntry.priority.desc(), RunEntry.mentee_id).limit(MOST_ON_MAP)
    return tuple(line_of(*row) for row in db.session.execute(asked))


def number_of(actor: Actor, round_id: UUID, narrowing: Narrowing) -> int:
    """How many rows the narrowing leaves. Two statements."""
    asked = _narrowed(lines(get_round(actor, round_id)), narrowing).with_only_columns(func.count())
    return db.session.scalar(asked) or 0


def _narrowed(asked: Select[Any], narrowing: Narrowing) -> Select[Any]:
    wanted: list[ColumnElement[bool]] = []
    if narrowing.standing is Standing.UNSERVED:
        wanted.append(RunEntry.mentor_id.is_(None))
    elif narrowing.standing is not Standing.ALL:
        wanted.append(RunEntry.mentor_id.is_not(None))
    if narrowing.standing is Standing.LOCKED:
        wanted.append(RunEntry.is_locked.is_(True))
    if narrowing.standing is Standing.KEPT:
        wanted.append(RunEntry.is_kept.is_(True))
    if narrowing.tier is not None:
        wanted.append(RunEntry.tier == narrowing.tier)
    if narrowing.region:
        wanted.append(MenteeHome.region_code == narrowing.region)
    if narrowing.mentor_id is not None:
        wanted.append(RunEntry.mentor_id == narrowing.mentor_id)
    if sought := fold(narrowing.sought):
        names = (Mentee.folded, Mentor.folded, MenteeHome.folded)
        wanted.append(or_(*(name.contains(sought, autoescape=True) for name in names)))
    return asked.where(*wanted)


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


def _beyond(column: ColumnElement[Any], is_falling: bool, after: str) -> ColumnElement[bool]:
    """The rows that come after a key, which is an id and the value of the column. A key that can't be read finds nothing."""
    marker, _, text = after.partition("|")
    try:
        mentee_id = UUID(marker)
        value: int | str = text if column.type.python_type is str else int(text)
    except ValueError:
        return false()
    further = column < value if is_falling else column > value
    return or_(further, and_(column == value, RunEntry.mentee_id > mentee_id))
