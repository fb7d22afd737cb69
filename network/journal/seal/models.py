"""One row a segment of the journal, never updated, never deleted: triggers of the database see to it."""

from typing import Any

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Moment, json_type
from network.storage.db import Row


class JournalSeal(Row):
    """A segment: all entries after the segment before it, up to `last_id`.

    `marks` are [entry id, mark] pairs; `digest` covers them and the digest before. `previous_digest` is unique, so that the
    chain can't fork; that of the first segment is empty.
    """

    __tablename__ = "journal_seal"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    first_id: Mapped[int] = mapped_column(BigInteger)
    last_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    count: Mapped[int] = mapped_column(Integer)
    marks: Mapped[Any] = mapped_column(json_type())
    previous_digest: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_at: Mapped[Moment]
