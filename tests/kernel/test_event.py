"""A fact says by itself what it is about."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from network.kernel.event import Event

ONE, TWO = uuid4(), uuid4()


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeCrossed(Event):
    """Somebody crossed a bridge."""

    steps: int
    bridge_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgesJoined(Event):
    """Two bridges became one."""

    bridge_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FogLifted(Event):
    """The fog lifted."""

    hours: int


def test_a_fact_is_about_its_first_id() -> None:
    assert BridgeCrossed(steps=3, bridge_id=ONE, person_id=TWO).subject() == ONE


def test_a_fact_that_ties_two_of_a_kind_knows_the_other() -> None:
    joined = BridgesJoined(bridge_id=ONE, other_id=TWO)
    assert (joined.subject(), joined.other()) == (ONE, TWO)
    assert BridgeCrossed(steps=3, bridge_id=ONE, person_id=TWO).other() is None


def test_a_fact_can_be_about_no_single_thing() -> None:
    assert FogLifted(hours=2).subject() is None


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeDrawn(Event):
    """All that a fact may hold."""

    bridge_id: UUID
    person_ids: tuple[UUID, ...]
    codes: tuple[str, ...]
    on: date
    at: datetime
    count: int
    is_wide: bool
    other_id: UUID | None = None
    until: date | None = None
    code: str | None = None


def test_a_fact_comes_back_from_the_journal_as_it_was() -> None:
    day, moment = date(2026, 11, 26), datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    drawn = BridgeDrawn(
        bridge_id=ONE, person_ids=(ONE, TWO), codes=("a", "b"), on=day, at=moment, count=3, is_wide=True, other_id=TWO, until=day
    )
    assert BridgeDrawn.of(json.loads(json.dumps(drawn.facts()))) == drawn


def test_a_fact_of_before_has_what_came_later_without_being_said() -> None:
    kept = {"bridge_id": str(ONE), "person_ids": [], "codes": [], "on": "2026-11-26", "at": "2026-11-26T12:30:00+00:00"}
    came = BridgeDrawn.of({**kept, "count": 1, "is_wide": False, "gone_by_now": 1})
    assert (came.other_id, came.until, came.code) == (None, None, None)
