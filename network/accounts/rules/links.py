"""Single-use links for an account: what for, and how long they hold."""

from datetime import datetime, timedelta
from enum import StrEnum

RECOVERY_SHEET = "recovery-sheet"
LONGEST_TOKEN = 200  # characters; a longer one is nobody's and is not even looked up
POSTED_WITHIN = timedelta(hours=24)  # a mail that could not leave by then is not posted any more


class Purpose(StrEnum):
    """What a link is for; it does nothing else."""

    RECOVERY = "recovery"
    SHEET = "recovery_sheet"
    ADDRESS = "address"


HOLDS = {
    Purpose.RECOVERY: timedelta(minutes=30),
    Purpose.SHEET: timedelta(hours=24),  # it is handed over by a person
    Purpose.ADDRESS: timedelta(hours=2),
}


class Asking(StrEnum):
    """For what somebody who is not signed in can ask by typing an address."""

    RECOVERY = "recovery"
    INVITATION = "invitation"


def is_still_to_be_posted(made_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a mail with this link may still leave."""
    return ended_at is None and now - made_at < POSTED_WITHIN
