"""How statements are written for SQLite, so that it plans each of them once.

Its newer libraries look at the value of a limit, and so plan a statement anew at each use: that takes longer than most answers.
"""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler


class PlannedOnce(SQLiteCompiler):
    """SQLAlchemy's own words for SQLite, but for limits: a sum is no value to look at."""

    def limit_clause(self, select: Select[Any], **kw: Any) -> str:
        said: str = super().limit_clause(select, **kw)  # type: ignore[no-untyped-call]
        return said.replace(" LIMIT ", " LIMIT 0 + ").replace(" OFFSET ", " OFFSET 0 + ")
