"""How long mail waits, when it is given up, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from network.kernel.retention import limit_of

INBOX = "inbox"  # the kind of mail that says: there is something in your inbox
LEASE = timedelta(minutes=5)  # longer than a patient server can take for one mail
MOST_TRIES = 12  # about a day, with the waits between them
MAIL_KEPT, NOTICES_KEPT = limit_of("mail"), limit_of("notification")
LONGEST_WAIT = timedelta(hours=6)
LONGEST_PAUSE = timedelta(minutes=30)
SERIOUS_AFTER = timedelta(minutes=30)  # of failing: until then it may be a restart of the mail server
OVERDUE = timedelta(minutes=10)
SHOWN_AT_ONCE = 25  # notices on a page
MOST_COUNTED = 100  # unread ones in the frame; more than 99 are "99+"


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # not due any more: read in the meantime, mail switched off, link used, joined with another
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that somebody may post now. `tries` counts this one."""

    id: UUID
    kind: str
    row_id: UUID
    tries: int
    claim: UUID


def wait(tries: int, jitter: float) -> timedelta:
    """How long a mail rests after its `tries`-th try: a minute, then twice as long each time. `jitter` from 0 to 1 spreads it."""
    return _spread(min(timedelta(minutes=2 ** min(tries - 1, 20)), LONGEST_WAIT), jitter)


def pause(tries: int, jitter: float) -> timedelta:
    """How long a server that is out of order is left alone: ten seconds, then twice as long each time."""
    return _spread(min(timedelta(seconds=10 * 2 ** min(tries - 1, 20)), LONGEST_PAUSE), jitter)


def _spread(rest: timedelta, jitter: float) -> timedelta:
    return rest * (0.75 + 0.5 * jitter)


def is_given_up(tries: int) -> bool:
    """Whether a mail has been tried often enough."""
    return tries >= MOST_TRIES


def message_id(mail_id: UUID, tries: int, *, is_minted: bool) -> str:
    """The same for each try, so that a mailbox knows the second one again; a new token makes another mail."""
    return f"{mail_id.hex}.{tries}" if is_minted else mail_id.hex


def body(lines: Sequence[str], address: str) -> str:
    """The mail's text: the first line, the address of the page, the other lines."""
    first, *rest = lines
    return "\n\n".join((first, *((address,) if address else ()), *rest)) + "\n"
