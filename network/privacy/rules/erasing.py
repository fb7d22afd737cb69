"""When an erasure is complete, and what must be remembered of it outside the database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from network.kernel.retention import limit_of

ERASE_PERSON = "erase-person"
NOT_BEFORE = timedelta(days=3)  # after she was told: time to say no
FORGOTTEN_AFTER = limit_of("erasure")  # beyond the day on which the last back-up lapses


def complete_at(erased_at: datetime, backup_days: int) -> datetime:
    """When the newest back-up that can hold her is deleted: one made just before, on its last day."""
    return erased_at + timedelta(days=max(backup_days, 0))


def read_list(text: str) -> dict[str, date]:
    """A list of digests, each with the day of completion; a line that can't be read is left out."""
    found: dict[str, date] = {}
    for line in text.splitlines():
        digest, _, day = line.partition(" ")
        try:
            found[digest] = date.fromisoformat(day.strip())
        except ValueError:
            continue
    return found


def written_list(lines: Mapping[str, date]) -> str:
    """The same as text, a line each, in a fixed order."""
    return "".join(f"{digest} {day.isoformat()}\n" for digest, day in sorted(lines.items()))


def joined(lists: Iterable[Mapping[str, date]], today: date) -> dict[str, date]:
    """Several lists as one, without those whose last back-up lapsed long ago."""
    every = {digest: day for each in lists for digest, day in each.items()}
    return {digest: day for digest, day in every.items() if today - day <= FORGOTTEN_AFTER}


def may_be_approved(told_at: datetime, now: datetime) -> bool:
    """Whether she had time to say no. A clock set back gives her more."""
    return now - told_at >= NOT_BEFORE
