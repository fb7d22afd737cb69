"""What is true of people, passwords, sessions and tries."""

from network.accounts.rules.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    folded_email,
    password_as_hashed,
    password_problem,
)
from network.accounts.rules.roles import GIVE_ROLE, GIVE_SAFETY_ROLE, ROLE_NAMES, act_for
from network.accounts.rules.sessions import ABSOLUTE, IDLE, SEEN_EVERY, is_alive, is_due_to_be_marked
from network.accounts.rules.tries import (
    DEVICE_KNOWN_FOR,
    FORGOTTEN_AFTER,
    LIMITS,
    Limit,
    is_rested,
    network_of,
    said_pause,
    wait,
)

__all__ = [
    "ABSOLUTE",
    "DEVICE_KNOWN_FOR",
    "FORGOTTEN_AFTER",
    "GIVE_ROLE",
    "GIVE_SAFETY_ROLE",
    "IDLE",
    "LIMITS",
    "LONGEST_PASSWORD",
    "ROLE_NAMES",
    "SEEN_EVERY",
    "SHORTEST_PASSWORD",
    "Limit",
    "act_for",
    "folded_email",
    "is_alive",
    "is_due_to_be_marked",
    "is_rested",
    "network_of",
    "password_as_hashed",
    "password_problem",
    "said_pause",
    "wait",
]
