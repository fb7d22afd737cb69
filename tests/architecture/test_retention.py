"""C52: every table has its line in the one table of retention, and what has a time is deleted by it."""

from datetime import timedelta

import network.features  # noqa: F401  (all tables are known)
from network.kernel.retention import RETENTION, by_table
from network.settings.rules import DEFAULTS
from network.storage.columns import UtcDateTime
from network.storage.db import Row


def test_every_table_of_the_database_has_its_line() -> None:
    assert set(by_table()) == set(Row.metadata.tables), "say in network/kernel/retention.py what it holds, what for and how long"


def test_no_table_has_two_lines() -> None:
    named = [table for line in RETENTION for table in line.tables]
    assert len(named) == len(set(named))


def test_a_line_with_a_time_names_a_moment_of_its_tables() -> None:
    for line in RETENTION:
        assert not (line.limit and line.setting), line.tables
        assert not line.setting or isinstance(DEFAULTS[line.setting], int)
        assert not line.column or line.is_limited, line.tables
        for table in line.tables if line.column else ():
            assert isinstance(Row.metadata.tables[table].columns[line.column].type, UtcDateTime), f"{table}.{line.column}"


def test_a_time_is_said_in_days() -> None:
    for line in RETENTION:
        assert line.limit is None or line.limit >= timedelta(days=1)
        assert str(line.what)
        assert str(line.purpose)
        assert str(line.said({line.setting: 14}))
