"""The one database handle, opened so that nothing acknowledged is lost and nothing deleted stays."""

from contextvars import ContextVar
from types import ModuleType
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

from network.storage.planning import PlannedOnce

try:
    import pysqlite3 as sqlite
except ImportError:  # no wheel for this platform: Python's own, whose version decides below
    import sqlite3 as sqlite

# Versions with the WAL-reset bug fixed; older libraries can corrupt a file that two connections write in WAL mode.
FIXED_WAL = ((3, 51, 3), (3, 50, 7), (3, 44, 6))

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


class Row(DeclarativeBase):
    """What every table inherits."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Row, disable_autonaming=True)


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """True where the library's WAL mode is free of the WAL-reset bug."""
    return version >= FIXED_WAL[0] or any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_WAL[1:])


def driver() -> ModuleType:
    """The SQLite module in use. One process must never load two."""
    module: ModuleType = sqlite
    return module


def engine_options(url: str, timeout: float) -> dict[str, Any]:
    """What SQLAlchemy needs to open `url`; `timeout` in seconds is how long a writer waits for another."""
    if not url.startswith("sqlite"):
        waits = {"options": f"-c lock_timeout={int(timeout * 1000)}"}
        return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "connect_args": waits}
    return {"module": sqlite, "connect_args": {"timeout": timeout, "isolation_level": None, "check_same_thread": False}}


def start_database(app: Flask) -> None:
    """Attach the handle to the application and teach SQLite its manners."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            db.engine.dialect.statement_compiler = PlannedOnce
            event.listen(db.engine, "connect", _prepare)
            event.listen(db.engine, "begin", _begin)


def _prepare(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    journal = "wal" if is_wal_safe(sqlite.sqlite_version_info) else "delete"
    for pragma in (
        f"journal_mode={journal}",
        "synchronous=full",
        "foreign_keys=on",
        "secure_delete=on",
        "trusted_schema=off",
        "cell_size_check=on",
        "temp_store=memory",
        "cache_size=-8000",
    ):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    """A transaction that will write says so at once: one that reads first and writes later fails when another wrote meanwhile."""
    connection.exec_driver_sql("begin immediate" if is_writing.get() else "begin")


def engine() -> Engine:
    """The engine of the current application."""
    return db.engine
