"""Statements that are made once and asked many times, without what SQLAlchemy does anew each time.

It would look the text up by all that the statement is made of, and hold a result open: for a short answer that takes longer than
the database does. Values go in and columns come out by SQLAlchemy's own types, so what is read is the same. On PostgreSQL, where
most of the time is the way to the server, and for what isn't plain, SQLAlchemy is asked as ever.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Row, Select
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]


class Prepared:
    """One statement for one SQLite: its text, how its values go in, how its columns come out."""

    def __init__(self, connection: Connection, asked: Select[Any], values: Values, keys: Sequence[str]) -> None:
        self.dialect = dialect = connection.dialect
        compiled = asked.compile(dialect=dialect)
        state = compiled.construct_expanded_state(values)
        into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for bind, name in compiled.bind_names.items()}
        self._text, self._places, self._into = state.statement, state.positiontup or [], {**into, **state.processors}
        named = set(values) & set(compiled.bind_names.values())
        self.is_plain = named <= set(self._places)  # a list of values has as many places as it is long
        self._names = frozenset(values)
        self._given = {name: self._put(name, state.parameters[name]) for name in self._places if name not in values}
        out = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in asked.selected_columns]
        parent = SimpleResultMetaData(keys)
        self._row = partial(Row, parent, out if any(out) else None, parent._key_to_index)

    def suits(self, connection: Connection, values: Values) -> bool:
        """Whether this way asks the same: nobody listens to what is asked, and it is asked with the same names."""
        heard = connection.dispatch.before_cursor_execute or connection.dispatch.after_cursor_execute
        return self.is_plain and self.dialect is connection.dialect and self._names == values.keys() and not heard

    def ask(self, connection: Connection, values: Values) -> Sequence[Any]:
        """The rows. What the driver complains of is told as SQLAlchemy tells it."""
        given = {**self._given, **{name: self._put(name, value) for name, value in values.items() if name in self._into}}
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, [given[name] for name in self._places])
            found = cursor.fetchall()
        except self.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(self._text, None, error, self.dialect.loaded_dbapi.Error, dialect=self.dialect) from error
        finally:
            cursor.close()
        return [self._row(each) for each in found]

    def _put(self, name: str, value: Any) -> Any:
        into = self._into.get(name)
        return into(value) if callable(into) else value


_KNOWN: WeakKeyDictionary[Select[Any], Prepared | tuple[str, ...]] = WeakKeyDictionary()
"""By statement: the names of its columns when it was asked once, then the prepared one. It goes with the statement."""


def ask(connection: Connection, asked: Select[Any], values: Values | None) -> Sequence[Any]:
    """The rows of a statement of columns; from the second time on by the short way, where that asks the same."""
    values = values or {}
    known = _KNOWN.get(asked)
    if isinstance(known, Prepared) and known.suits(connection, values):
        return known.ask(connection, values)
    result = connection.execute(asked, values)
    if connection.dialect.name == "sqlite":
        keys = tuple(result.keys())
        is_new = known is None or (isinstance(known, Prepared) and known.dialect is not connection.dialect)
        if is_new:
            _KNOWN[asked] = keys
        elif isinstance(known, tuple):
            _KNOWN[asked] = Prepared(connection, asked, values, keys)
    return result.all()
