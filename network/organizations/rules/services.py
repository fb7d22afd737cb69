"""How a service of an organization stands: a list of services says nothing of whether they run today."""

from collections.abc import Mapping
from enum import StrEnum

from network.kernel.words import Words, words


class ServiceState(StrEnum):
    """How one service stands."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"


STATE_WORDS: Mapping[ServiceState, Words] = {
    ServiceState.RUNNING: words("Runs"),
    ServiceState.PAUSED: words("Paused"),
    ServiceState.ENDED: words("Ended"),
    ServiceState.UNKNOWN: words("Not known"),
    ServiceState.UNCONFIRMED: words("Begun lately, not yet confirmed"),
}
SAYABLE = tuple(state for state in ServiceState if state is not ServiceState.UNCONFIRMED)
"""What an organization says of its services. That one is unconfirmed is said for it, until it has spoken itself."""
RESTING = frozenset({ServiceState.PAUSED, ServiceState.ENDED, ServiceState.UNKNOWN})
"""Whoever looks for a service doesn't want these. One about which nobody has said anything counts as running."""
