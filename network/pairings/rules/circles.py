"""Circles: how many, who may join one, when it runs, and which days its log takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, counted, words

FEWEST, MOST = 3, 6
"""Organizations besides the host: from how many a circle runs, and how many are in it at most at a time."""


TAKES_PART = frozenset({"active", "reduced"})
"""The states of an organization that can join, as for matching."""


class CircleState(StrEnum):
    """Where a circle stands."""

    OPEN = "open"
    RUNNING = "running"
    ENDED = "ended"


CIRCLE_WORDS: Mapping[CircleState, Words] = {
    CircleState.OPEN: words("Open"),
    CircleState.RUNNING: words("Running"),
    CircleState.ENDED: words("Ended"),
}


class Bar(StrEnum):
    """Why an organization can't join a circle."""

    NOT_ACTIVE = "not-active"
    IS_HOST = "is-host"
    NOT_WAITING = "not-waiting"
    HAS_MENTOR = "has-mentor"
    IN_A_CIRCLE = "in-a-circle"
    APART = "apart"


BAR_WORDS: Mapping[Bar, Words] = {
    Bar.NOT_ACTIVE: words("It is not active."),
    Bar.IS_HOST: words("It hosts this circle."),
    Bar.NOT_WAITING: words("It does not wait for a mentor."),
    Bar.HAS_MENTOR: words("It has a mentor now."),
    Bar.IN_A_CIRCLE: words("It is in a circle already."),
    Bar.APART: words("It must not be together with the host or a member. Others read only: not this time."),
}
NOT_THIS_TIME = words("Not this time.")


@dataclass(frozen=True, slots=True)
class Joiner:
    """What matters of an organization that is to join. `is_kept_apart`: from the host or from a member."""

    is_active: bool = True
    wants_mentor: bool = True
    has_mentor: bool = False
    is_host: bool = False
    is_in_one: bool = False
    is_kept_apart: bool = False


def bar_of(joiner: Joiner) -> Bar | None:
    """Why it can't join; None when it can."""
    bars = (
        (not joiner.is_active, Bar.NOT_ACTIVE),
        (joiner.is_host, Bar.IS_HOST),
        (joiner.has_mentor, Bar.HAS_MENTOR),
        (not joiner.wants_mentor, Bar.NOT_WAITING),
        (joiner.is_in_one, Bar.IN_A_CIRCLE),
        (joiner.is_kept_apart, Bar.APART),
    )
    return next((bar for holds, bar in bars if holds), None)


def say_bar(bar: Bar, *, is_told: bool) -> Words:
    """The reason in words; that two are kept apart is said to nobody who isn't told of it."""
    return NOT_THIS_TIME if bar is Bar.APART and not is_told else BAR_WORDS[bar]


def insist_host(*, is_active: bool, wants_mentor: bool) -> None:
    """Who hosts gives: it is active and waits for no mentor itself. Raises Invalid."""
    if not is_active or wants_mentor:
        raise Invalid("host_id", words("Choose an organization that is active and waits for no mentor itself."))


def insist_going(state: CircleState) -> None:
    """What is over stays as it was. Raises Conflict."""
    if state is CircleState.ENDED:
        raise Conflict(words("This circle has ended. What was written stays as it is."))


def insist_place(members: int) -> None:
    """Six at a time. Raises Conflict."""
    if members >= MOST:
        raise Conflict(words("Six organizations are in this circle already. Open another one."))


def state_with(state: CircleState, members: int) -> CircleState:
    """A circle runs from three on, and is open again below; what has ended stays so."""
    if state is CircleState.ENDED:
        return state
    return CircleState.RUNNING if members >= FEWEST else CircleState.OPEN


def say_next(state: CircleState, members: int | None, sessions: int, *, is_planned: bool) -> Words:
    """What comes next for a circle. `members` is None for who may not know how many are in it."""
    if state is CircleState.ENDED:
        return words("This circle has ended. What was written can be read on.")
    if state is CircleState.OPEN and members is None:
        return words("More organizations are to come in, and it runs.")
    if state is CircleState.OPEN:
        return counted(
            "%(num)s more organization, and it runs.", "%(num)s more organizations, and it runs.", FEWEST - (members or 0)
        )
    if not sessions:
        return words("Meet a first time, and log it.")
    return words("The next meeting has a day.") if is_planned else words("Agree on a day for the next meeting.")


@dataclass(frozen=True, slots=True)
class CircleSpan:
    """Of when a circle takes sessions. `began_on`: when it first ran; `late_days`: how long after its end they may be logged."""

    began_on: date | None
    ended_on: date | None
    late_days: int

    def problem_at(self, today: date) -> Words | None:
        """Why its log takes nothing on this day; None when it does."""
        if self.began_on is None:
            return words("This circle has not begun. It runs from three organizations on.")
        if self.ended_on is not None and today > self.ended_on + timedelta(days=self.late_days):
            return words("This circle ended, and its log is closed.")
        return None

    def problem_with(self, held_on: date, today: date) -> Words | None:
        """Why a session can't have been on this day; None when it can."""
        if held_on > today:
            return words("This day is still to come. For a meeting to come, use “When do you meet next?”.")
        if self.began_on is not None and held_on < self.began_on:
            return words("This is before the circle began. Check the year.")
        if self.ended_on is not None and held_on > self.ended_on:
            return words("This is after the circle ended.")
        return None
