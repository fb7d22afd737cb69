"""100,000 papers to search in: made-up words, as often as words come in a language, in spaces of which a reader enters most."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Column, MetaData, Select, Table, Text, Uuid, insert, or_, select

from network.kernel.actor import Actor, Entered
from network.kernel.indexed import Indexed
from network.kernel.searching import Card, Mark, SearchSource
from network.kernel.words import words
from network.storage.columns import UtcDateTime
from network.storage.db import db
from network.storage.transaction import transaction

PAPERS, WORDS, TITLE, VOCABULARY = 100_000, 80, 5, 30_000
SPACES, ENTERED = 30, 20
VEILED = tuple(f"veil{letter}" for letter in "abcdefghij")  # words of papers that the reader may not see, and of no others
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 5_000
META = MetaData()
PAPER = Table(
    "bench_paper",
    META,
    Column("id", Uuid, primary_key=True),
    Column("space_id", Uuid, index=True),
    Column("at", UtcDateTime, index=True),
    Column("title", Text),
    Column("body", Text),
)
SYLLABLES = [first + vowel for first in "bcdfglmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ar", "en", "ol")]


def vocabulary(chance: random.Random) -> list[str]:
    """Words of two to four syllables, the most common first."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(made)


def fill(count: int = PAPERS) -> tuple[list[str], dict[str, int]]:
    """Write the papers, the same at every run; gives the words and in how many papers each stands."""
    chance = random.Random(11)
    known = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    counts: dict[str, int] = {}
    with transaction():
        META.create_all(db.session.connection())
        for begin in range(0, count, BATCH):
            rows = []
            for number in range(begin, min(begin + BATCH, count)):
                drawn = chance.choices(known, cum_weights=weights, k=WORDS + TITLE)
                for word in set(drawn):
                    counts[word] = counts.get(word, 0) + 1
                rows.append(_row(number, drawn, chance))
            db.session.execute(insert(PAPER), rows)
    return known, counts


def _row(number: int, drawn: list[str], chance: random.Random) -> dict[str, Any]:
    return {
        "id": UUID(int=chance.getrandbits(128), version=4),
        "space_id": UUID(int=number % SPACES + 1),
        "at": BEGAN + timedelta(minutes=20 * number),
        "title": " ".join(drawn[:TITLE]),
        "body": " ".join([*drawn[TITLE:], *([VEILED[number % len(VEILED)]] if number % SPACES >= ENTERED else [])]),
    }


def reader() -> Actor:
    """Somebody who enters two spaces of three."""
    spaces = frozenset(UUID(int=number + 1) for number in range(ENTERED))
    return Actor(person_id=UUID(int=99), entering=lambda: Entered(readable=spaces, open=spaces))


def changes(after: Mark | None, limit: int) -> Sequence[Mark]:
    """Papers in the order of time."""
    asked = select(PAPER.c.at, PAPER.c.id).order_by(PAPER.c.at, PAPER.c.id).limit(limit)
    if after is not None:
        asked = asked.where(PAPER.c.at >= after.at, or_(PAPER.c.at > after.at, PAPER.c.id > after.id))
    return [Mark(at, id) for at, id in db.session.execute(asked).tuples()]


def read(ids: Sequence[UUID]) -> Sequence[Indexed]:
    """Papers as text."""
    found = db.session.execute(select(PAPER).where(PAPER.c.id.in_(ids))).tuples()
    return [
        Indexed(id=id, title=title, text=body, updated_at=at, space_id=space, language="en")
        for id, space, at, title, body in found
    ]


def visible(actor: Actor) -> Select[Any]:
    """Those in the spaces that she enters."""
    return select(PAPER.c.id).where(PAPER.c.space_id.in_(sorted(actor.space_ids)))


def cards(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
    """Titles of those that she may see."""
    asked = visible(actor).where(PAPER.c.id.in_(ids)).with_only_columns(PAPER.c.id, PAPER.c.title, PAPER.c.at)
    return {id: Card(title=title, endpoint="home.show", at=at) for id, title, at in db.session.execute(asked).tuples()}


SOURCE = SearchSource(
    kind="paper",
    label=words("Paper"),
    changes=(changes,),
    read=read,
    present=lambda: select(PAPER.c.id),
    visible=visible,
    cards=cards,
    spaces=lambda actor: actor.space_ids,
)


def holding(actor: Actor, word: str) -> Sequence[UUID]:
    """The baseline: what a plain question for a text within a text finds, the newest first."""
    held = PAPER.c.body.contains(word) | PAPER.c.title.contains(word)
    asked = visible(actor).where(held).order_by(PAPER.c.at.desc()).limit(20)
    return db.session.scalars(asked).all()
