"""Deleting what its time is over for, as the one table of retention says."""

from sqlalchemy import delete

from network.journal.command import touch
from network.kernel import clock
from network.kernel.retention import RETENTION
from network.settings.queries import catalogue
from network.storage.db import Row, db


@touch
def purge() -> int:
    """Delete every row whose line of the table gives it a moment and a time; gives how many."""
    now, choices, gone = clock.now(), catalogue(), 0
    for line in RETENTION:
        if line.column:
            limit = line.time({line.setting: int(choices.get(line.setting))} if line.setting else {})
            for name in line.tables:
                table = Row.metadata.tables[name]
                gone += db.session.execute(delete(table).where(table.c[line.column] < now - limit)).rowcount  # type: ignore[attr-defined]
    return gone
