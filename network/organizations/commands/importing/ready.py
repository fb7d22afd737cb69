"""Statements made ready for the driver before the transaction begins, so that it holds the one writer as briefly as can be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Delete, Dialect, Insert, Table, Update, bindparam, insert, update

from network.organizations.rules.importing import in_parts
from network.storage.db import Row, db

_Rows = Sequence[Mapping[str, Any]]
_Bind = Callable[[Any], Any] | None
_MANY = 2_000  # rows that the driver takes in one go


class ReadyRows:
    """Writes of many rows, in their order. Making them reads nothing; `run` hands them over as they are, inside a transaction."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []
        self._dialect: Dialect = db.engine.dialect

    def insert(self, table: type[Row], rows: _Rows) -> None:
        """Rows of one table; all have the same columns. A column that they leave out gets its plain default."""
        if rows:
            columns = table.__table__.columns
            usual = {each.name: each.default.arg for each in columns if each.default is not None and each.default.is_scalar}
            whole = [{**usual, **row} for row in rows]
            self._add(table, insert(cast(Table, table.__table__)), whole, tuple(whole[0]))

    def update(self, table: type[Row], rows: _Rows) -> None:
        """Columns of rows that are there, each found by its `id`; all set the same ones."""
        if rows:
            statement = update(cast(Table, table.__table__)).where(table.__table__.c.id == bindparam("found"))
            whole = [{**row, "found": row["id"]} for row in rows]
            self._add(table, statement, whole, tuple(name for name in rows[0] if name != "id"))

    def change(self, statement_of: Callable[[list[Any]], Delete | Update], ids: Iterable[Any]) -> None:
        """The same for many rows: a statement for as many ids as one takes."""
        for some in in_parts(ids):
            self._steps.append(_doing(statement_of(some)))

    def run(self) -> None:
        """Write them."""
        for step in self._steps:
            step()

    def _add(self, table: type[Row], statement: Insert | Update, rows: _Rows, columns: Sequence[str]) -> None:
        compiled = statement.compile(dialect=self._dialect, column_keys=list(columns))
        binds = {column.name: _bind(column.type, self._dialect) for column in table.__table__.columns}
        binds["found"] = binds.get("id")
        order = compiled.positiontup
        given: list[Any] = []
        for row in rows:
            values = {name: bind(value) if (bind := binds[name]) is not None else value for name, value in row.items()}
            given.append(tuple(values[name] for name in order) if order is not None else values)
        text = str(compiled)
        for first in range(0, len(given), _MANY):
            self._steps.append(_handing(text, given[first : first + _MANY]))


def _bind(kind: Any, dialect: Dialect) -> _Bind:
    found: _Bind = kind.dialect_impl(dialect).bind_processor(dialect)
    return found


def _handing(text: str, rows: list[Any]) -> Callable[[], object]:
    return lambda: db.session.connection().exec_driver_sql(text, rows)


def _doing(statement: Delete | Update) -> Callable[[], object]:
    return lambda: db.session.execute(statement.execution_options(synchronize_session=False))
