"""How tries to sign in are slowed, and by what they are counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_interface
from math import ceil
from types import MappingProxyType

from network.kernel.retention import limit_of
from network.kernel.words import Words, counted

FORGOTTEN_AFTER = limit_of("sign_in_try")  # once nobody waits for them
DEVICE_KNOWN_FOR = limit_of("device")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are free, how long the longest wait after them is, and after which rest they are free again."""

    free: int
    longest: timedelta
    rest: timedelta


# By what a try is counted. A device that its person has signed in from before counts for itself, so that a stranger who tries
# the same account elsewhere keeps nobody out. Who is past the password and proves herself again counts as "proof". The last three
# are no tries, but what somebody who is in takes away, sends in, and asks others in.
LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "account": Limit(5, timedelta(minutes=15), timedelta(hours=1)),
        "device": Limit(10, timedelta(minutes=15), timedelta(hours=1)),
        "proof": Limit(5, timedelta(minutes=15), timedelta(hours=1)),
        "network": Limit(30, timedelta(minutes=15), timedelta(minutes=30)),
        "all": Limit(1_000, timedelta(seconds=5), timedelta(minutes=5)),
        "export": Limit(20, timedelta(minutes=5), timedelta(hours=1)),
        "upload": Limit(60, timedelta(minutes=5), timedelta(hours=1)),
        "invite": Limit(40, timedelta(minutes=5), timedelta(hours=1)),
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
    return str(ip_interface(f"{known}/{24 if known.version == 4 else 56}").network)
