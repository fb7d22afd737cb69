"""How often the database is asked: `with statements() as said:` inside an application's context."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from network.storage.db import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
