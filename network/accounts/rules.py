"""What a password and a session must be."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil
from types import MappingProxyType

from network.kernel.actor import Role
from network.kernel.words import Words, counted, words

SHORTEST_PASSWORD = 15  # without a second factor; NIST SP 800-63B-4
LONGEST_PASSWORD = 256
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


FORGOTTEN_AFTER = timedelta(days=1)  # tries, once nobody waits for them
DEVICE_KNOWN_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are free, how long the longest wait after them is, and after which rest they are free again."""

    free: int
    longest: timedelta
    rest: timedelta


# By what a try is counted. A device that its person has signed in from before counts for itself, so that a stranger who tries
# the same account elsewhere keeps nobody out.
LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "account": Limit(5, timedelta(minutes=15), timedelta(hours=1)),
        "device": Limit(10, timedelta(minutes=15), timedelta(hours=1)),
        "network": Limit(30, timedelta(minutes=15), timedelta(minutes=30)),
        "all": Limit(1_000, timedelta(seconds=5), timedelta(minutes=5)),
    }
)


def wait(limit: Limit, count: int, last_at: datetime, now: datetime) -> timedelta:
    """How long until the next try: nothing for the free ones, then twice as long after each. A clock set back counts as now."""
    over = count - limit.free
    if over < 0 or is_rested(limit, last_at, now):
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(over, 20)), limit.longest)
    return min(max(pause - (now - last_at), timedelta(0)), limit.longest)


def said_pause(pause: timedelta) -> Words:
    """How long to wait: in minutes, in seconds when it is short."""
    seconds = ceil(pause.total_seconds())
    if seconds < 60:
        return counted("Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", seconds)
    return counted("Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", ceil(seconds / 60))


def is_rested(limit: Limit, last_at: datetime, now: datetime) -> bool:
    """Whether earlier tries are forgotten."""
    return now - last_at >= limit.rest


def network_of(address: str) -> str:
    """The part of an address that one household or organization shares: /24, or /56; an address that can't be read is its own."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{known}/{24 if known.version == 4 else 56}", strict=False))


GIVE_ROLE, GIVE_SAFETY_ROLE = "give-role", "give-safety-role"

ROLE_NAMES: Mapping[Role, Words] = MappingProxyType(
    {
        Role.COORDINATOR: words("Coordinator"),
        Role.LIAISON: words("Liaison"),
        Role.SAFETY_MODERATOR: words("Safety moderator"),
        Role.ADMINISTRATOR: words("Administrator"),
    }
)


def act_for(role: Role) -> str:
    """The act that gives a role: safety moderators are asked for theirs too, and no wait stands for a second person."""
    return GIVE_SAFETY_ROLE if role is Role.SAFETY_MODERATOR else GIVE_ROLE


def folded_email(text: str) -> str:
    """The address as it is kept and compared."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def password_as_hashed(text: str) -> str:
    """The same keys give the same password on every keyboard: NFC, nothing trimmed."""
    return unicodedata.normalize("NFC", text)


def password_problem(password: str, known_words: tuple[str, ...]) -> Words | None:
    """Why a new password can't be taken, or None. `known_words` are names that a stranger would try first."""
    if len(password) < SHORTEST_PASSWORD:
        return counted("Use at least %(num)s character.", "Use at least %(num)s characters.", SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return words("Use at most %(most)s characters.", most=LONGEST_PASSWORD)
    rest = password.casefold()
    for word in known_words:
        if len(word) > 3:
            rest = rest.replace(word.casefold(), "")
    if len(set(rest)) < 5:
        return words("This is too easy to guess. Use four or five words that don't belong together.")
    return None


def is_alive(now: datetime, seen_at: datetime, expires_at: datetime) -> bool:
    """A session that is neither idle for too long nor too old."""
    return now < expires_at and now - seen_at < IDLE


def is_due_to_be_marked(now: datetime, seen_at: datetime) -> bool:
    """Last-seen is written at most once in five minutes, so that reading stays free of writing."""
    return now - seen_at >= SEEN_EVERY
