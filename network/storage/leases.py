"""Work that waits in a table for the clock: each piece is claimed by one scheduler, and by another when that one gave it up."""

from datetime import timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute

from network.kernel import clock
from network.storage.db import Row, db

LEASE = timedelta(minutes=2)
"""Whoever works renews the moment of the claim more often than this."""

R = TypeVar("R", bound=Row)


def next_in_line(
    asked: Select[tuple[R]],
    waits: ColumnElement[bool],
    is_worked_on: ColumnElement[bool],
    claimed_at: InstrumentedAttribute[object],
) -> R | None:
    """The first that waits or was given up, in the order of `asked`; nobody else gets it until the transaction ends."""
    was_given_up = is_worked_on & (claimed_at < clock.now() - LEASE)
    return db.session.scalar(asked.where(waits | was_given_up).limit(1).with_for_update(skip_locked=True))
