"""How long a session holds, alone and on a shared computer."""

from datetime import datetime, timedelta

IDLE, IDLE_SHARED = timedelta(minutes=30), timedelta(minutes=10)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY, SEEN_EVERY_SHARED = timedelta(minutes=5), timedelta(minutes=1)


def idle(*, is_shared: bool) -> timedelta:
    """How long a session holds without being used."""
    return IDLE_SHARED if is_shared else IDLE


def is_alive(now: datetime, seen_at: datetime, expires_at: datetime, *, is_shared: bool = False) -> bool:
    """A session that is neither idle for too long nor too old."""
    return now < expires_at and now - seen_at < idle(is_shared=is_shared)


def is_due_to_be_marked(now: datetime, seen_at: datetime, *, is_shared: bool = False) -> bool:
    """Last-seen is written once in five minutes at most, so that reading is free of writing; oftener where idling ends sooner."""
    return now - seen_at >= (SEEN_EVERY_SHARED if is_shared else SEEN_EVERY)
