"""The one clock: the only module that asks what time it is."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in UTC; a page shows dates in the reader's own zone."""
    return now().date()
