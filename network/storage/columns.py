"""Column types and shapes that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC on both sides of the database, which on SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone can't be stored.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def json_type() -> Any:
    """Plain JSON; binary JSON on PostgreSQL."""
    return JSON().with_variant(JSONB(), "postgresql")


def insert_of(dialect: str) -> Any:
    """The engine's own insert, which can pass over a row that is there already."""
    return postgresql_insert if dialect == "postgresql" else sqlite_insert


Key = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid4)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Code = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(300))]
Prose = Annotated[str, mapped_column(Text)]


def refers(column: str, *, index: bool = True, ondelete: str = "RESTRICT", **more: Any) -> Any:
    """A foreign key with its index; what is referred to can't vanish unless `ondelete` says so."""
    return mapped_column(Uuid, ForeignKey(column, ondelete=ondelete), index=index, **more)


def unique_while(name: str, condition: str, *columns: str) -> Index:
    """At most one row of the same columns while the condition holds."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))
