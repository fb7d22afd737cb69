"""How long something took and what it cost, as people type it: "90", "1 h 30", "1:30", "1.5 h"; "42.50"."""

import re

from network.kernel.words import Words, words

LONGEST = 24 * 60
SHORTEST_BARE = 10  # "2" alone may be two hours or two minutes
MOST_CENTS = 99_999_99

_BARE = re.compile(r"([0-9]{1,5})")
_MINUTES = re.compile(r"([0-9]{1,5}) ?(?:m|min|mins|minute|minutes)\.?", re.IGNORECASE)
_HOURS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?(?:h|hr|hrs|hour|hours)\.?", re.IGNORECASE)
_FRACTION = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})")
_BOTH = re.compile(
    r"([0-9]{1,3}) ?(?:h|hr|hrs|hour|hours)\.?,? ?(?:and )?([0-5]?[0-9]) ?(?:m|min|mins|minute|minutes)?\.?", re.IGNORECASE
)
_FACE = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_MONEY = re.compile(r"\$? ?([0-9]{1,5})(?:[.,]([0-9]{1,2}))? ?\$?")


def minutes_in(typed: str) -> int | Words:
    """The minutes in what was typed, or a sentence that says how to type it."""
    if _BARE.fullmatch(typed) and 0 < int(typed) < SHORTEST_BARE:
        return words("Is that hours or minutes? Type %(num)s h or %(num)s min.", num=int(typed))
    found = _read(typed)
    if found is None:
        return words("Type minutes or hours, such as 90 or 1 h 30. You typed “%(typed)s”.", typed=typed[:40])
    if not 0 < found <= LONGEST:
        return words("Type a time between 1 minute and 24 hours.")
    return found


def _read(typed: str) -> int | None:
    if both := _BOTH.fullmatch(typed) or _FACE.fullmatch(typed):
        return int(both[1]) * 60 + int(both[2])
    if hours := _HOURS.fullmatch(typed) or _FRACTION.fullmatch(typed):
        return round(float(f"{hours[1]}.{hours[2] or 0}") * 60)
    minutes = _BARE.fullmatch(typed) or _MINUTES.fullmatch(typed)
    return int(minutes[1]) if minutes else None


def cents_in(typed: str) -> int | Words:
    """The cents in what was typed, or a sentence that says how to type it."""
    found = _MONEY.fullmatch(typed)
    if found is None:
        return words("Type an amount, such as 42.50. You typed “%(typed)s”.", typed=typed[:40])
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def say_minutes(minutes: int) -> Words:
    """1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words("%(minutes)s min", minutes=rest)
    return words("%(hours)s h %(minutes)s min", hours=hours, minutes=rest) if rest else words("%(hours)s h", hours=hours)


def type_minutes(minutes: int) -> str:
    """As a form shows what was typed before: "1 h 30"; empty for nothing."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours and rest else f"{hours} h" if hours else f"{rest} min" if rest else ""


def type_cents(cents: int) -> str:
    """As a form shows an amount; empty for nothing."""
    return f"{cents // 100}.{cents % 100:02}" if cents else ""
