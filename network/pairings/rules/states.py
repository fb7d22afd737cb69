"""Where a pairing stands, and what its two sides are called."""

from collections.abc import Mapping
from enum import StrEnum

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words


class PairingState(StrEnum):
    """Where a pairing stands."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED_EARLY = "ended-early"


class Side(StrEnum):
    """The two sides of a pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"


RUNNING_PAIRINGS = frozenset({PairingState.TRIAL, PairingState.ACTIVE, PairingState.PAUSED})
"""A pairing in one of these takes one of its mentor's places."""

PAIRING_WORDS: Mapping[PairingState, Words] = {
    PairingState.REQUESTED: words("Requested"),
    PairingState.PROPOSED: words("Proposed"),
    PairingState.TRIAL: words("Trial"),
    PairingState.ACTIVE: words("Active"),
    PairingState.PAUSED: words("Paused"),
    PairingState.COMPLETED: words("Completed"),
    PairingState.ENDED_EARLY: words("Ended early"),
}


def insist_running(state: str) -> None:
    """What is over stays as it was. Raises Conflict."""
    if state not in RUNNING_PAIRINGS:
        raise Conflict(words("This pairing has ended. What was written stays as it is."))
