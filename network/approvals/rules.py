"""When a second person's word is needed, and what may stand for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.words import Words, counted, words
from network.policy import Permission

About = Mapping[str, Any]

ANSWERED_WITHIN = timedelta(hours=72)
ANNOUNCED_FOR = timedelta(days=7)
LAPSES_AFTER = timedelta(days=30)
TOKEN_HOLDS = timedelta(hours=1)
ENOUGH = 2  # people who hold the right: then each has somebody to ask


class State(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class How(StrEnum):
    """What stood for the second word."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105  (a kind of word, not a secret)
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that needs two people. A room lists its acts; `features` gathers them.

    `right`: who may ask and who may approve. `do`: does it, inside the approving command's transaction, for what it is `about`
    (plain JSON: ids and codes). `holders`: the people who hold the right now. `said`: the act in words, for a page.
    `may_wait`: whether an announced wait may stand for a second person; never for sealed content or safety roles.
    """

    code: str
    right: Permission
    do: Callable[[Actor, About], Any]
    holders: Callable[[], frozenset[UUID]]
    said: Callable[[About], Words]
    may_wait: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something asked for stands. `holders`: people who hold the right now, the asker among them."""

    state: State
    asked_at: datetime
    announced_at: datetime | None
    holders: int
    may_wait: bool

    def needs_token(self) -> bool:
        """While fewer than two people could approve, the operator's one-time token stands for the second."""
        return self.state is State.WAITING and self.holders < ENOUGH

    def may_be_announced(self, now: datetime) -> bool:
        """Unanswered for 72 hours: the asker may announce that she will not wait for ever."""
        unanswered = self.state is State.WAITING and self.announced_at is None and now - self.asked_at >= ANSWERED_WITHIN
        return unanswered and self.may_wait

    def passes_at(self) -> datetime | None:
        """When it is done unless somebody refuses; None while no wait is announced."""
        if self.state is not State.WAITING or self.announced_at is None or not self.may_wait:
            return None
        return self.announced_at + ANNOUNCED_FOR

    def is_passed(self, now: datetime) -> bool:
        """The announced wait is over, and nobody refused."""
        at = self.passes_at()
        return at is not None and now >= at

    def is_lapsed(self, now: datetime) -> bool:
        """Nobody answered for a month, and no wait was announced."""
        return self.state is State.WAITING and self.announced_at is None and now - self.asked_at >= LAPSES_AFTER


def is_second(asked_by: UUID | None, approver: UUID | None) -> bool:
    """Two people are two: nobody is her own second, and the clock is nobody's."""
    return approver is not None and asked_by is not None and approver != asked_by


def token_holds(now: datetime, made_at: datetime | None) -> bool:
    """A token of the command line holds for an hour, and not before it was made."""
    return made_at is not None and timedelta(0) <= now - made_at < TOKEN_HOLDS


def said_left(now: datetime, until: datetime) -> Words:
    """How long still: in days, and in hours on the last one."""
    left = max(until - now, timedelta(0))
    if left >= timedelta(days=1):
        return counted("in %(num)s day", "in %(num)s days", left.days)
    hours = left // timedelta(hours=1)
    return counted("in %(num)s hour", "in %(num)s hours", hours) if hours else words("within the hour")


def said_ago(now: datetime, at: datetime) -> Words:
    """How long ago."""
    gone = max(now - at, timedelta(0))
    if gone >= timedelta(days=1):
        return counted("%(num)s day ago", "%(num)s days ago", gone.days)
    hours = gone // timedelta(hours=1)
    return counted("%(num)s hour ago", "%(num)s hours ago", hours) if hours else words("just now")
