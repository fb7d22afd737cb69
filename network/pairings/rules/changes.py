"""What can be changed about a pairing in which state, and what it is afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.words import Words, words
from network.pairings.rules.states import PairingState

MENTOR_CLOSED, MENTOR_RESTS, MENTEE_CLOSED = "mentor-closed", "mentor-paused", "mentee-closed"
"""Codes of the list of reasons that the clock gives."""


class Change(StrEnum):
    """What can be done to a pairing that runs."""

    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    COMPLETE = "complete"
    END = "end"


class WillMentor(StrEnum):
    """What a mentee that completed says when it is asked whether it will mentor."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


CHANGE_WORDS: Mapping[Change, Words] = {
    Change.PAUSE: words("Pause it"),
    Change.RESUME: words("Go on with it"),
    Change.EXTEND: words("Say until when it runs"),
    Change.COMPLETE: words("Complete it"),
    Change.END: words("End it early"),
}
_OPEN = frozenset({Change.EXTEND, Change.COMPLETE, Change.END})
ALLOWED: Mapping[PairingState, frozenset[Change]] = {
    PairingState.REQUESTED: frozenset(),
    PairingState.PROPOSED: frozenset(),
    PairingState.TRIAL: _OPEN | {Change.PAUSE},
    PairingState.ACTIVE: _OPEN | {Change.PAUSE},
    PairingState.PAUSED: _OPEN | {Change.RESUME},
    PairingState.COMPLETED: frozenset(),
    PairingState.ENDED_EARLY: frozenset(),
}


def allowed(state: PairingState) -> tuple[Change, ...]:
    """What can be done now, in the order of the screen."""
    return tuple(change for change in Change if change in ALLOWED[state])


def problem_with_day(change: Change, day: date | None, today: date) -> Words | None:
    """Why a pause can't end, or a pairing run, on this day."""
    if day is None:
        return words("Type the day.") if change is Change.EXTEND else None
    return words("This day has been. Type one to come.") if day <= today else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the two organizations of a running pairing stand; `rests_since` is since when the mentor does."""

    mentor_status: str
    mentee_status: str
    rests_since: date | None = None


def let_down_by(standing: Standing, today: date, rest_days: int) -> str | None:
    """The reason for which the clock ends a pairing; None while it can go on.

    A mentor that rests is waited for so many days: a summer's break is no reason to part. One that closed is not.
    """
    if standing.mentee_status == "closed":
        return MENTEE_CLOSED
    if standing.mentor_status == "closed":
        return MENTOR_CLOSED
    if standing.mentor_status == "paused" and standing.rests_since is not None:
        return MENTOR_RESTS if today > standing.rests_since + timedelta(days=rest_days) else None
    return None
