"""What holds for the log of mentoring sessions: which days it takes, and what the first session changes."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.kernel.words import Words, words
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState

VISIT = "visit"
"""The way of meeting that is counted apart: somebody went there."""

FARTHEST = 5_000  # kilometres, there and back across the province and more

NETWORK = "network"
"""Who wrote it down when neither side did: a coordinator or a liaison."""


@dataclass(frozen=True, slots=True)
class LogSpan:
    """Of when a pairing takes sessions. `late_days`: how long after its end they may still be written down."""

    state: PairingState
    began_on: date
    ended_on: date | None
    late_days: int

    def problem_at(self, today: date) -> Words | None:
        """Why its log takes nothing on this day; None when it does."""
        if self.state in RUNNING_PAIRINGS:
            return None
        if self.ended_on is None:
            return words("This pairing has not begun.")
        if today > self.ended_on + timedelta(days=self.late_days):
            return words("This pairing ended, and its log is closed.")
        return None

    def problem_with(self, held_on: date, today: date) -> Words | None:
        """Why a session can't have been on this day; None when it can."""
        if held_on > today:
            return words("This day is still to come. For a meeting to come, use “When do you meet next?”.")
        if held_on < self.began_on:
            return words("This is before the pairing began. Check the year.")
        if self.ended_on is not None and held_on > self.ended_on:
            return words("This is after the pairing ended.")
        return None


def state_after(state: PairingState, sessions: int, needed: int) -> PairingState:
    """A pairing on trial is active once so many sessions are logged; nothing else is changed by logging."""
    return PairingState.ACTIVE if state is PairingState.TRIAL and sessions >= needed else state
