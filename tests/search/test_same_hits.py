"""Whatever is written and asked, both engines find the same, at every rank."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from network.kernel.indexed import Indexed
from network.search.models import COLUMNS, MAKE_WORDS
from network.search.rules.analysis import analyse
from network.search.rules.asking import read
from network.search.rules.defaults import DEFAULT_GROUPS
from network.search.rules.meaning import TIERS, Wanted, in_fts5, in_tsquery, mark
from network.search.rules.synonyms import made_of
from network.storage.db import db, driver
from tests.factories.searching import BEGAN

FIELD = made_of(DEFAULT_GROUPS)
WRITTEN = (
    "bad date dates client johns drop-in dropin l’alerte alerte d'Arcy protégées protege women’s womens W̱SÁNEĆ wsanec hən̓q̓əmin̓əm̓ "
    "2,000 2000 3.5 U.S.A. T'Sou-ke tsouke counselling counsel 廣東話 廣 the is ½ œuvre oeuvre mauvais outreach* ﷺ a_b"
)
WORD = st.sampled_from(WRITTEN.split())
TEXT = st.one_of(st.lists(WORD, max_size=8).map(" ".join), st.text(max_size=40))
ASKED = st.one_of(
    st.lists(WORD, min_size=1, max_size=3).map(" ".join),
    st.lists(WORD, min_size=2, max_size=3).map(lambda found: f'"{" ".join(found)}"'),
    st.text(max_size=20),
)
THING = st.builds(
    Indexed,
    id=st.just(UUID(int=1)),
    title=TEXT,
    summary=TEXT,
    text=TEXT,
    attached=TEXT,
    language=st.sampled_from(("en", "fr", "", "hur")),
    topics=st.sampled_from(((), ("bad-date",), ("bad date", "outreach"))),
    updated_at=st.just(BEGAN),
)
MARKS = st.sampled_from(((), ((mark("t", "bad-date"),),), ((mark("k", "thing"), mark("k", "other")),), ((mark("t", "bad"),),)))


@pytest.fixture
def elsewhere(benches: Callable[[str], Any]) -> Flask:
    """An application on PostgreSQL, asked for its engine alone."""
    if not benches.has_postgres:  # type: ignore[attr-defined]
        pytest.skip("no PostgreSQL could be had; see the end of the run")
    return benches("postgresql").app


def found_by_fts5(things: Sequence[Indexed], wanted: Wanted, tier: int) -> list[int]:
    connection = driver().connect(":memory:")
    try:
        connection.execute(MAKE_WORDS)
        places = ", ".join("?" * (len(COLUMNS) + 1))
        for number, thing in enumerate(things, start=1):
            row = (number, *analyse(thing).columns())
            connection.execute(f"insert into search_words(rowid, {', '.join(COLUMNS)}) values ({places})", row)
        asked = "select rowid from search_words where search_words match ? order by rowid"
        return [row[0] for row in connection.execute(asked, (in_fts5(wanted, tier),))]
    finally:
        connection.close()


def found_by_postgresql(things: Sequence[Indexed], wanted: Wanted, tier: int) -> list[int]:
    asked = text("select cast(:held as tsvector) @@ cast(:asked as tsquery)")
    values = {"asked": in_tsquery(wanted, tier)}
    return [
        number
        for number, thing in enumerate(things, start=1)
        if db.session.scalar(asked, {**values, "held": analyse(thing).vector()})
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(things=st.lists(THING, min_size=1, max_size=4), question=ASKED, marks=MARKS)
def test_both_engines_find_the_same(
    elsewhere: Flask, things: list[Indexed], question: str, marks: tuple[tuple[str, ...], ...]
) -> None:
    wanted = Wanted(FIELD.asked(read(question)).terms, marks)
    if not wanted.terms:
        return
    with elsewhere.app_context():
        for tier in range(1, TIERS + 1):
            assert found_by_fts5(things, wanted, tier) == found_by_postgresql(things, wanted, tier), (question, tier)
