"""What a report is counted from, as plain rows: nothing of a person is among them."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A pairing. `area` is the code of the region where the mentee is at home."""

    id: Hashable
    mentee_id: Hashable
    area: str
    state: PairingState
    began_on: date
    ended_on: date | None = None
    ended_why: str | None = None

    def runs_on(self, day: date) -> bool:
        """Whether it had begun on this day and had not ended by its evening."""
        return self.began_on <= day and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """Whether it was over on the evening of this day."""
        return self.state not in RUNNING_PAIRINGS and self.ended_on is not None and self.ended_on <= day


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a pairing."""

    pairing_id: Hashable
    held_on: date
    minutes: int
    is_visit: bool = False
    in_kind_minutes: int = 0
    travel_minutes: int = 0
    travel_km: int = 0
    travel_cents: int = 0
    funding: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal that was reached. `begins_service`: it names the service that began by it."""

    pairing_id: Hashable
    topic: str
    reached_on: date
    begins_service: bool = False


@dataclass(frozen=True, slots=True)
class LookRow:
    """How far a pairing's mentee was with a topic on a day."""

    pairing_id: Hashable
    topic: str
    looked_on: date
    level: int


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An active organization that waits for a mentor now. `since` is None where nobody has said."""

    id: Hashable
    area: str
    since: date | None = None
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CircleRow:
    """A circle that has begun. `area` is the code of the region where the host is at home."""

    area: str
    began_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class InCircleRow:
    """An organization's time in a circle that has begun. `area`: its home's; `until`: when it left or the circle ended."""

    id: Hashable
    area: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CircleSessionRow:
    """A meeting of a circle. `area` is where the host is at home."""

    area: str
    held_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All rows that can matter for a period."""

    pairings: tuple[PairingRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    looks: tuple[LookRow, ...] = ()
    circles: tuple[CircleRow, ...] = ()
    in_circles: tuple[InCircleRow, ...] = ()
    circle_sessions: tuple[CircleSessionRow, ...] = ()
