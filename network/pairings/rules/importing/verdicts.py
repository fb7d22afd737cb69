"""What is said of each row of a file: new, there already, or what is wrong with it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from network.kernel.words import Words
from network.pairings.rules.states import PairingState


class Effect(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "there"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class PairingRead:
    """A pairing as a row says it."""

    mentor_id: UUID
    mentee_id: UUID
    state: PairingState
    began_on: date
    ended_on: date | None = None
    why: str = ""
    is_second: bool = False
    from_round: str = ""


@dataclass(frozen=True, slots=True)
class SessionRead:
    """A session as a row says it, and whose it is."""

    pairing_id: UUID
    held_on: date
    how: str
    minutes: int
    topics: tuple[str, ...] = ()
    next_on: date | None = None
    in_kind_minutes: int = 0
    travel_minutes: int = 0
    travel_km: int = 0
    travel_cents: int = 0
    funding: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row and what becomes of it. `says`: what is wrong with it, or worth knowing."""

    number: int
    mentor: str
    mentee: str
    effect: Effect
    about: str = ""
    says: tuple[Words, ...] = ()
    read: PairingRead | SessionRead | None = None


def mark_of(verdicts: Iterable[Verdict]) -> str:
    """The same for the same verdicts alone: by it what is brought in is known to be what was looked at."""
    seen = "\n".join(f"{each.number} {each.effect} {each.read!r}" for each in verdicts)
    return hashlib.sha256(seen.encode()).hexdigest()
