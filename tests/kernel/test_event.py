"""A fact says by itself what it is about."""

from dataclasses import dataclass
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
