"""Reading plain columns for a page, past the unit of work.

The unit of work keeps track of rows so that changes of them are written. A page changes none, and would pay as much again.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from network.storage.db import db
from network.storage.prepared import ask
from network.storage.transaction import is_open

Found = TypeVar("Found", bound=tuple[Any, ...])
T = TypeVar("T")

_CONNECTION = object()


def rows(asked: Select[Found], values: Mapping[str, Any] | None = None) -> Sequence[Found]:
    """What a statement of columns finds, in the request's own transaction. What waits to be written is written before."""
    session = db.session()
    session.flush()
    return cast(Sequence[Found], ask(_connection(session), asked, values))


def _connection(session: Session) -> Connection:
    """The one of the session's transaction, looked up once: the unit of work looks at every table's place each time."""
    kept: tuple[Any, Connection] | None = session.info.get(_CONNECTION)
    if kept is None or kept[0] is not session.get_transaction():
        found = session.connection()
        kept = session.info[_CONNECTION] = (session.get_transaction(), found)
    return kept[1]


def once(name: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, asked once a transaction however many of a page's questions need it. A command asks anew each time."""
    session = db.session()
    kept = session.info.get(name)
    if kept is not None and kept[0] is session.get_transaction() and not is_open():
        return kept[1]  # type: ignore[no-any-return]
    found = read()
    session.info[name] = (session.get_transaction(), found)
    return found


def first(asked: Select[Found], values: Mapping[str, Any] | None = None) -> Found | None:
    """The first row, None when there is none."""
    found = rows(asked, values)
    return found[0] if found else None
