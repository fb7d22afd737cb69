"""Pairings and their logs as rows of text, one a row, in words that people and programs read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from network.pairings.rules.durations import type_cents

BETWEEN = "; "
PAIRING_HEADS = ("Teaches", "Learns", "State", "Began", "Ended", "Why it ended", "Second", "Round")
SESSION_HEADS = (
    "Teaches", "Learns", "Pairing began", "Day", "How", "Minutes", "Topics", "Next meeting", "Other minutes given",
    "Travel minutes", "Travel kilometres", "Travel dollars", "Paid from",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairingExported:
    """A pairing in words."""

    mentor: str
    mentee: str
    state: str
    began_on: date
    ended_on: date | None = None
    why: str = ""
    is_second: bool = False
    from_round: str = ""

    def cells(self) -> list[str]:
        """As a row."""
        days = [self.began_on.isoformat(), _day(self.ended_on)]
        return [self.mentor, self.mentee, self.state, *days, self.why, "yes" if self.is_second else "no", self.from_round]


@dataclass(frozen=True, slots=True)
class SessionExported:
    """A session in words. What the two sides wrote is not among them: it is for them alone."""

    mentor: str
    mentee: str
    began_on: date
    held_on: date
    how: str
    minutes: int
    topics: tuple[str, ...] = ()
    next_on: date | None = None
    in_kind_minutes: int = 0
    travel_minutes: int = 0
    travel_km: int = 0
    travel_cents: int = 0
    funding: str = ""

    def cells(self) -> list[str]:
        """As a row; what is not known or nothing is empty."""
        numbers = (self.in_kind_minutes, self.travel_minutes, self.travel_km)
        return [
            self.mentor, self.mentee, self.began_on.isoformat(), self.held_on.isoformat(), self.how, str(self.minutes),
            BETWEEN.join(self.topics), _day(self.next_on), *(str(number or "") for number in numbers),
            type_cents(self.travel_cents), self.funding,
        ]  # fmt: skip


def rows_of(heads: Iterable[str], lines: Iterable[PairingExported | SessionExported]) -> list[list[str]]:
    """The heads and a row for each. Cells are plain: `sheets` makes them harmless when it writes them."""
    return [list(heads), *(line.cells() for line in lines)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
