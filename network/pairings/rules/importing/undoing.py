"""What may be taken out again of what a file brought in: only what nobody has touched since."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from network.kernel.words import Words, words

COURSE = (
    "state", "began_on", "ended_on", "ended_why", "paused_until", "resumed_on", "ends_on", "nudged_on", "will_mentor",
    "is_second", "from_round",
)  # fmt: skip
"""The fields of a pairing that say how it goes."""


class Touched(StrEnum):
    """Why a row stays in."""

    WRITTEN_IN = "written-in"
    CHANGED = "changed"
    CORRECTED = "corrected"


TOUCHED_WORDS: Mapping[Touched, Words] = {
    Touched.WRITTEN_IN: words("Somebody wrote in it since: a session, an agreement, a goal, a contact or the like."),
    Touched.CHANGED: words("It was changed since, or its sides were asked how it goes."),
    Touched.CORRECTED: words("It was corrected since."),
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A row that came in, as it stands now."""

    number: int
    mentor: str
    mentee: str
    about: str
    touched: Touched | None = None


def course_of(values: Mapping[str, Any]) -> list[str | None]:
    """How a pairing goes, as plain text that compares."""
    return [_plain(values[name]) for name in COURSE]


def touched_pairing(after: list[str | None], now: list[str | None], *, is_written_in: bool) -> Touched | None:
    """Why a pairing stays; None where it is as it came."""
    if is_written_in:
        return Touched.WRITTEN_IN
    return Touched.CHANGED if now != after else None


def touched_session(version: int) -> Touched | None:
    """Why a session stays; None where it is as it came."""
    return Touched.CORRECTED if version > 1 else None


def may_be_undone_until(done_at: datetime, days: int) -> datetime:
    """Until when a file may be taken back."""
    return done_at + timedelta(days=days)


def mark_of_undoing(rows: Iterable[Brought]) -> str:
    """The same for the same rows alone: by it what is taken out is known to be what was looked at."""
    seen = "\n".join(f"{each.number} {each.touched}" for each in rows)
    return hashlib.sha256(seen.encode()).hexdigest()


def _plain(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
