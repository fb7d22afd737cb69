"""How fast one person may open pages: so many at once, then two a second. Counted in this process alone, and written nowhere."""

from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from uuid import UUID

from werkzeug.exceptions import TooManyRequests

from network.kernel import clock
from network.kernel.actor import Actor
from network.web.events import ReadingHeldBack
from network.web.gate import KeepPace
from network.web.noting import noted_once

EACH = timedelta(seconds=0.5)  # what a page costs of the time to come; pages that watch progress ask once a second
MOST_KNOWN = 5_000  # people; those who have rested are forgotten then


class Pace:
    """Who has opened how many pages too early: for each person the moment at which all of hers are paid for."""

    def __init__(self, at_once: int) -> None:
        self.most = EACH * at_once
        self._paid_at: dict[UUID, datetime] = {}
        self._lock = Lock()

    def wait(self, person_id: UUID, now: datetime) -> timedelta:
        """Count a page; gives how long to wait instead. Who must wait is not counted; a clock set back keeps nobody waiting."""
        with self._lock:
            ahead = min(max(self._paid_at.get(person_id, now) - now, timedelta(0)), self.most)
            pause = max(ahead + EACH - self.most, timedelta(0))
            self._paid_at[person_id] = now + ahead + (timedelta(0) if pause else EACH)
            if len(self._paid_at) > MOST_KNOWN:
                self._paid_at = {key: moment for key, moment in self._paid_at.items() if moment > now}
            return pause


def pace_of(at_once: int) -> KeepPace | None:
    """What the door asks before anything of a page is made. Raises `TooManyRequests`; 0 holds nobody back."""
    if not at_once:
        return None
    pace = Pace(at_once)

    def keep(person_id: UUID) -> None:
        pause = pace.wait(person_id, clock.now())
        if pause > timedelta(0):
            noted_once(Actor(person_id=person_id), ReadingHeldBack())
            raise TooManyRequests(retry_after=ceil(pause.total_seconds()))

    return keep
