"""Holding a whole table until the transaction ends, where the next row hangs on all there are: numbers that count up."""

from sqlalchemy import text

from network.storage.db import Row, db


def hold_table(table: type[Row]) -> None:
    """Nobody else writes to this table until the transaction ends; readers read on. Who comes second waits, then sees the first.

    On SQLite the transaction itself is the only writer.
    """
    if db.engine.dialect.name == "postgresql":
        name = db.engine.dialect.identifier_preparer.format_table(table.__table__)
        db.session.execute(text(f"lock table {name} in share row exclusive mode"))
