"""Two people who save one text: what the other changed since somebody began, told without keeping every text between.

A form carries a short print of each passage as it was when it was opened. A passage of the newer text that has no such print was
written meanwhile.
"""

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b

_BREAK = re.compile(r"\n\s*\n")
SIZE = 5  # bytes of a print: ten signs
MOST_PRINTS = 5_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the newer text, and whether it was written meanwhile."""

    text: str
    is_new: bool


def passages(text: str) -> tuple[str, ...]:
    """The parts of a text between its empty lines."""
    return tuple(part.strip("\n") for part in _BREAK.split(text.strip("\n")) if part.strip())


def prints(text: str) -> str:
    """A short print of each passage, in a row."""
    return ".".join(_print(part) for part in passages(text)[:MOST_PRINTS])


def written_meanwhile(before: str, newer: str) -> tuple[Passage, ...]:
    """The newer text by passages, marked where it was written since the prints were taken."""
    known = _counted(before)
    found = []
    for part in passages(newer):
        sign = _print(part)
        known[sign] -= 1
        found.append(Passage(part, known[sign] < 0))
    return tuple(found)


def taken_out(before: str, newer: str) -> int:
    """How many passages of before are in the newer text no more."""
    return (_counted(before) - Counter(_print(part) for part in passages(newer))).total()


def _counted(before: str) -> Counter[str]:
    return Counter(each for each in before.split(".") if each)


def _print(part: str) -> str:
    return blake2b(" ".join(part.split()).encode("utf-8", "replace"), digest_size=SIZE).hexdigest()
