"""Which things meet a question, among those that the actor may see: nothing else is ranked, counted or told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    column,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.kernel.searching import SearchSource
from network.search.models import SearchEntry
from network.search.queries.sources import sources
from network.search.rules.asking import Term
from network.search.rules.meaning import TIERS, Wanted, in_fts5, in_tsquery, mark
from network.search.rules.numbers import HINTS, TIE_BITS, hints_of
from network.storage.db import db
from network.storage.reading import rows

PAGE = 20
MOST_RANKED = 2_000
"""Of a common word so many are ranked, the newest."""

_WORDS = table("search_words", column("rowid"))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """By what the hits are narrowed; an empty text narrows nothing."""

    kind: str = ""
    topic: str = ""
    region: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that meets the question. `key` is its place in the order; `tier` is 1 where its title alone meets it."""

    key: str
    kind: str
    thing_id: UUID
    tier: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how many there are: of a common word the newest alone, and nobody counts the others."""

    page: Page[Hit]
    total: int = 0
    is_common: bool = False


def find(
    actor: Actor, terms: tuple[Term, ...], narrowed: Narrowed, *, after: str | None = None, before: str | None = None
) -> Found:
    """One page, by one statement: what has all words in its title, then in its summary, text, files; of those the newest."""
    asked = tuple(each for each in sources() if narrowed.kind in ("", each.kind))
    if not terms or not asked:
        return Found(Page(()))
    said = in_tsquery if db.engine.dialect.name == "postgresql" else in_fts5
    values = {f"said_{tier}": said(Wanted(terms), tier) for tier in range(1, TIERS)}
    values[f"said_{TIERS}"] = said(Wanted(terms, tuple(_marks(narrowed))))
    is_visible = and_(_is_near(actor, asked), _visible(actor, asked))
    statement = _statement(is_visible, _place(after), _place(before))
    found = rows(statement, values)
    hits = [Hit(f"{tier}.{number}", kind, thing_id, tier) for number, kind, thing_id, tier, _ in found]
    total = int(found[0][-1]) if found else 0
    page = cut(hits, PAGE, lambda hit: hit.key, after=after if _place(after) else None, before=before if _place(before) else None)
    return Found(page, min(total, MOST_RANKED), total > MOST_RANKED)


def _marks(narrowed: Narrowed) -> Iterator[tuple[str, ...]]:
    """What she narrowed by."""
    for letter, code in (("t", narrowed.topic), ("r", narrowed.region), ("l", narrowed.language)):
        if code:
            yield (mark(letter, code),)


def _is_near(actor: Actor, asked: tuple[SearchSource, ...]) -> ColumnElement[bool]:
    """That the thing lies where the actor may look at all: it spares a look at most of what she can't see anyway."""
    number: ColumnElement[int] = SearchEntry.id.expression if db.engine.dialect.name == "postgresql" else _WORDS.c.rowid
    hints = {hint for each in asked for hint in hints_of(each.kind, each.spaces(actor) if each.spaces else ())}
    return number.bitwise_rshift(literal_column(str(TIE_BITS))).bitwise_and(literal_column(str(HINTS))).in_(sorted(hints))


def _visible(actor: Actor, asked: tuple[SearchSource, ...]) -> ColumnElement[bool]:
    """That the thing is one of those that the actor may see now, by what its own room says."""
    return or_(false(), *(and_(SearchEntry.kind == source.kind, _is_in(source.visible(actor))) for source in asked))


def _is_in(seen: Select[Any]) -> ColumnElement[bool]:
    (id,) = seen.selected_columns
    one = seen.where(id == SearchEntry.thing_id).correlate(SearchEntry)
    # The offset keeps PostgreSQL from going through all that she sees: it looks up what was met, one by one.
    return (one.offset(literal_column("0")) if db.engine.dialect.name == "postgresql" else one).exists()


def _statement(is_visible: ColumnElement[bool], after: tuple[int, int] | None, before: tuple[int, int] | None) -> Select[Any]:
    on_engine = _ranked_on_postgresql if db.engine.dialect.name == "postgresql" else _ranked_on_sqlite
    ranked, counted = on_engine(is_visible)
    total = select(func.count()).select_from(counted).scalar_subquery()
    place = ranked.c.tier, ranked.c.id
    beyond = _beyond(place, before, is_back=True) if before else _beyond(place, after, is_back=False)
    order = (place[0].desc(), place[1].asc()) if before else (place[0].asc(), place[1].desc())
    asked = select(ranked.c.id, ranked.c.kind, ranked.c.thing_id, ranked.c.tier, total)
    return asked.where(beyond).order_by(*order).limit(PAGE + 1)


def _ranked_on_sqlite(is_visible: ColumnElement[bool]) -> tuple[CTE, CTE]:
    """The index itself runs from the newest on; which fields have the words is asked of it once for each rank."""
    asked = select(SearchEntry.id, SearchEntry.kind, SearchEntry.thing_id).select_from(_WORDS)
    met = asked.join(SearchEntry, SearchEntry.id == _WORDS.c.rowid).where(_fts5(TIERS), is_visible)
    newest = met.order_by(_WORDS.c.rowid.desc()).limit(MOST_RANKED + 1).cte("newest")
    oldest = select(func.min(newest.c.id)).scalar_subquery()
    since = select(_WORDS.c.rowid).where(_WORDS.c.rowid >= oldest)
    tier = _first_of(newest.c.id.in_(since.where(_fts5(tier))) for tier in range(1, TIERS))
    return select(newest.c.id, newest.c.kind, newest.c.thing_id, tier.label("tier")).cte("ranked"), newest


def _ranked_on_postgresql(is_visible: ColumnElement[bool]) -> tuple[CTE, CTE]:
    """The words of what is met are at hand, so they are asked there and then. The sum keeps it from walking all things back."""
    tier = _first_of(_tsvector(tier) for tier in range(1, TIERS))
    asked = select(SearchEntry.id, SearchEntry.kind, SearchEntry.thing_id, tier.label("tier"))
    met = asked.where(_tsvector(TIERS), is_visible).order_by((SearchEntry.id + literal_column("0")).desc())
    ranked = met.limit(MOST_RANKED + 1).cte("ranked")
    return ranked, ranked


def _first_of(met: Iterable[ColumnElement[bool]]) -> ColumnElement[int]:
    return case(*((each, tier) for tier, each in enumerate(met, start=1)), else_=TIERS)


def _fts5(tier: int) -> ColumnElement[bool]:
    return literal_column("search_words").op("match", return_type=Boolean())(bindparam(f"said_{tier}", type_=String))


def _tsvector(tier: int) -> ColumnElement[bool]:
    return SearchEntry.words.op("@@", return_type=Boolean())(cast(bindparam(f"said_{tier}", type_=String), TSQUERY))


def _beyond(place: tuple[Any, Any], key: tuple[int, int] | None, *, is_back: bool) -> ColumnElement[bool]:
    if key is None:
        return true()
    tier, number = key
    if is_back:
        return or_(place[0] < tier, and_(place[0] == tier, place[1] > number))
    return or_(place[0] > tier, and_(place[0] == tier, place[1] < number))


def _place(key: str | None) -> tuple[int, int] | None:
    """The place that a key names; anything else names none."""
    found = re.fullmatch(r"([1-4])\.([0-9]{1,18})", key or "", re.ASCII)
    return (int(found[1]), int(found[2])) if found else None
