"""What the search remembers: which thing stands where in the index, how far it has come, and the field's synonyms.

The index itself is made by hand on SQLite, as `search_words`, a table of FTS5; on PostgreSQL it is `search_entry.words`.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, String, Text, UniqueConstraint, Uuid, event, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Moment, refers
from network.storage.db import Row

COLUMNS = (
    *("title", "summary", "body", "attached"),
    *("title_more", "summary_more", "body_more", "attached_more"),
    "marks",
)
# Words come folded and parted: `ascii` cuts at spaces alone, and leaves every other letter as it is.
MAKE_WORDS = f"create virtual table search_words using fts5({', '.join(COLUMNS)}, tokenize='ascii', prefix='3 5', columnsize=0)"
# What is taken out leaves no trace; SQLite before 3.42 can't, and would refuse the whole.
ERASE_AT_ONCE = "insert into search_words(search_words, rank) values('secure-delete', 1)"
CAN_ERASE_AT_ONCE = (3, 42)


class SearchEntry(Row):
    """A thing in the index. `id` grows with the moment that says how new the thing is, so that its order is the newest first."""

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        Index("ix_search_entry_words", "words", postgresql_using="gin", postgresql_with={"fastupdate": "off"},
              sqlite_where=text("words is not null")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    kind: Mapped[Code]
    thing_id: Mapped[UUID] = mapped_column(Uuid)
    digest: Mapped[str] = mapped_column(String(64))
    words: Mapped[Any] = mapped_column(TSVECTOR().with_variant(Text, "sqlite"), nullable=True, deferred=True)


class SearchMark(Row):
    """How far one stream of changes has been taken in."""

    __tablename__ = "search_mark"

    kind: Mapped[str] = mapped_column(String(80), primary_key=True)
    stream: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[Moment]
    thing_id: Mapped[UUID] = mapped_column(Uuid)


class SynonymGroup(Row):
    """Words that mean the same. `version` grows with each change."""

    __tablename__ = "synonym_group"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(Integer, default=1)
    made_at: Mapped[Moment]


class Synonym(Row):
    """One word or phrase of a group. `folded`, the same for all its endings, is in one group only."""

    __tablename__ = "synonym"

    folded: Mapped[str] = mapped_column(String(300), primary_key=True)
    group_id: Mapped[UUID] = refers("synonym_group.id", ondelete="CASCADE")
    text: Mapped[str] = mapped_column(String(300))
    position: Mapped[int] = mapped_column(SmallInteger)


@event.listens_for(SearchEntry.__table__, "after_create")
def _make_words(_table: Any, connection: Any, **_more: Any) -> None:
    """For databases that are made from the tables and not by the migrations: benchmarks."""
    if connection.dialect.name == "sqlite":
        make_words(connection)


def make_words(connection: Any) -> None:
    """Make the index on SQLite, empty."""
    connection.execute(text(MAKE_WORDS))
    if connection.dialect.dbapi.sqlite_version_info >= CAN_ERASE_AT_ONCE:
        connection.execute(text(ERASE_AT_ONCE))
