"""Deleted bytes are gone from the files too, not only from the tables."""

from network.storage.db import db


def forget_for_good() -> bool:
    """Write what was deleted through to the file and empty the log beside it. False while somebody still reads; ask again later.

    On SQLite deleted rows are overwritten in the file (`secure_delete`), and live on in the log until this. PostgreSQL cleans up
    by itself: a dump holds deleted rows never, its files and its log for a while. Call it outside any transaction.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        is_busy = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        cursor.close()
        return not is_busy
    finally:
        connection.close()
