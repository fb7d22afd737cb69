"""How long a session holds."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


def is_alive(now: datetime, seen_at: datetime, expires_at: datetime) -> bool:
    """A session that is neither idle for too long nor too old."""
    return now < expires_at and now - seen_at < IDLE


def is_due_to_be_marked(now: datetime, seen_at: datetime) -> bool:
    """Last-seen is written at most once in five minutes, so that reading stays free of writing."""
    return now - seen_at >= SEEN_EVERY
