"""Statements that are made once and asked many times, without what SQLAlchemy does anew each time.

It would look the text up by all that the statement is made of, and hold a result open: for a short answer that takes longer than
the database does. Values go in and columns come out by SQLAlchemy's own types, so what is read is the same. On PostgreSQL, where
most of the time is the way to the server, and for what isn't plain, SQLAlchemy is asked as ever.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Row, Select, Uuid
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
Shape = tuple[tuple[str, int], ...]
LONGEST = 128
"""Values of a list. Each length is a text of its own, with as many places; longer lists are rare, and SQLAlchemy writes them."""


class Wording:
    """One statement for lists of certain lengths: its text, and how its values go in."""

    def __init__(self, compiled: SQLCompiler, values: Values, into: Mapping[str, Any]) -> None:
        state = compiled.construct_expanded_state(values)
        self.text, self._places, self._lists = state.statement, state.positiontup or [], state.parameter_expansion
        self._into = {**into, **state.processors}
        self._given = {name: self._put(name, state.parameters[name]) for name in self._places}

    def filled(self, values: Values) -> list[Any]:
        """What the driver is given, in the order of the places."""
        given = dict(self._given)
        for name, value in values.items():
            if name in self._lists:
                given.update((place, self._put(place, each)) for place, each in zip(self._lists[name], value, strict=True))
            elif name in given:
                given[name] = self._put(name, value)
        return [given[name] for name in self._places]

    def _put(self, name: str, value: Any) -> Any:
        into = self._into.get(name)
        return value if into is None else into(value)


class Prepared:
    """One statement for one SQLite: how its values go in, in which wordings, how its columns come out."""

    def __init__(self, asked: Select[Any], dialect: Dialect, keys: Sequence[str]) -> None:
        self._compiled = compiled = asked.compile(dialect=dialect)
        self._error = dialect.loaded_dbapi.Error
        self._into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for bind, name in compiled.bind_names.items()}
        self._lists = frozenset(name for bind, name in compiled.bind_names.items() if bind.expanding)
        self._written = frozenset(bind.key for bind in compiled.literal_execute_params)
        self._wordings: dict[Shape, Wording] = {}
        out = [_reader(column.type, dialect) for column in asked.selected_columns]
        parent = SimpleResultMetaData(keys)
        self._row = partial(Row, parent, out if any(out) else None, parent._key_to_index)
        self.dialect = dialect

    def takes(self, values: Values) -> bool:
        """Whether all values have places, and its lists are neither empty nor long."""
        lists = self._lists & values.keys()
        return not self._written & values.keys() and all(
            isinstance(values[name], list | tuple) and 0 < len(values[name]) <= LONGEST for name in lists
        )

    def ask(self, connection: Connection, values: Values) -> Sequence[Any]:
        """The rows. What the driver complains of is told as SQLAlchemy tells it."""
        shape: Shape = ()
        if self._lists:
            values = {name: _filled_up(value) if name in self._lists else value for name, value in values.items()}
            shape = tuple((name, len(values[name])) for name in sorted(self._lists & values.keys()))
        wording = self._wordings.get(shape)
        if wording is None:
            wording = self._wordings[shape] = Wording(self._compiled, values, self._into)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(wording.text, wording.filled(values))
            found = cursor.fetchall()
        except self._error as error:
            raise DBAPIError.instance(wording.text, None, error, self._error, dialect=self.dialect) from error
        finally:
            cursor.close()
        return [self._row(each) for each in found]


def _filled_up(value: Sequence[Any]) -> Sequence[Any]:
    """A list whose last value is said again, up to the next of few lengths: it means the same."""
    length = 1 << (len(value) - 1).bit_length()
    return [*value, *[value[-1]] * (length - len(value))]


def _reader(kind: Any, dialect: Dialect) -> Any:
    """How a column comes out: as SQLAlchemy reads it. Keys are few and come again and again, and making one is slow."""
    reader = kind.dialect_impl(dialect).result_processor(dialect, None)
    return _key if isinstance(kind, Uuid) and kind.as_uuid and reader else reader


@lru_cache(maxsize=2048)
def _key(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


_KNOWN: WeakKeyDictionary[Select[Any], Prepared | tuple[str, ...]] = WeakKeyDictionary()
"""By statement: the names of its columns when it was asked once, then the prepared one. It goes with the statement."""


def ask(connection: Connection, asked: Select[Any], values: Values | None) -> Sequence[Any]:
    """The rows of a statement of columns; from the third time on by the short way, where that asks the same."""
    values = values or {}
    known = _KNOWN.get(asked)
    is_heard = connection.dispatch.before_cursor_execute or connection.dispatch.after_cursor_execute
    if isinstance(known, Prepared) and known.dialect is connection.dialect and not is_heard and known.takes(values):
        return known.ask(connection, values)
    result = connection.execute(asked, values)
    if connection.dialect.name == "sqlite":
        if isinstance(known, tuple):
            _KNOWN[asked] = Prepared(asked, connection.dialect, known)
        elif known is None or known.dialect is not connection.dialect:
            _KNOWN[asked] = tuple(result.keys())
    return result.all()
