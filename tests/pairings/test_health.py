"""How a pairing goes: a truth table of reasons, whose move it is, and what its sides are asked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.pairings.rules.health import (
    FOR_SIDES,
    GROUP_WORDS,
    MOVES,
    ORDER,
    REASON_WORDS,
    Group,
    Health,
    HealthFacts,
    Reason,
    Thresholds,
    health_of,
    say_last,
)
from network.pairings.rules.nudges import ASK_WORDS, Ask, ask_for
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState

TODAY = date(2026, 11, 26)
LIMITS = Thresholds(first_session=10, next_session=35, check_answer=10, agreement=30)
WELL = HealthFacts(state=PairingState.ACTIVE, today=TODAY, began_on=date(2026, 3, 1), last_on=TODAY - timedelta(days=3))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("changed", "group", "reasons"),
    [
        ({}, Group.WELL, []),
        ({"last_on": ago(35)}, Group.WELL, []),
        ({"last_on": ago(36)}, Group.NEED_YOU, [Reason.STALLED]),
        ({"last_on": None, "began_on": ago(10)}, Group.WAIT, [Reason.FIRST_DUE]),
        ({"last_on": None, "began_on": ago(11)}, Group.NEED_YOU, [Reason.NEVER_MET]),
        ({"last_on": None, "began_on": ago(90), "resumed_on": ago(10)}, Group.WAIT, [Reason.FIRST_DUE]),
        ({"last_on": ago(90), "resumed_on": ago(35)}, Group.WELL, []),
        ({"last_on": ago(90), "resumed_on": ago(36)}, Group.NEED_YOU, [Reason.STALLED]),
        ({"mentor_status": "closed"}, Group.NEED_YOU, [Reason.MENTOR_CLOSED]),
        ({"mentee_status": "closed"}, Group.NEED_YOU, [Reason.MENTEE_CLOSED]),
        ({"mentor_status": "paused"}, Group.NEED_YOU, [Reason.MENTOR_RESTS]),
        ({"mentee_status": "paused"}, Group.NEED_YOU, [Reason.MENTEE_RESTS]),
        ({"mentor_status": "reduced", "mentee_status": "unknown"}, Group.WELL, []),
        ({"mentees": 2, "capacity": 2}, Group.WELL, []),
        ({"mentees": 3, "capacity": 2}, Group.NEED_YOU, [Reason.OVER_CAPACITY]),
        ({"mentees": 3, "capacity": 0, "mentor_status": "closed"}, Group.NEED_YOU, [Reason.MENTOR_CLOSED]),
        ({"says_not_working": True, "says_not_sure": True}, Group.NEED_YOU, [Reason.NOT_WORKING]),
        ({"says_not_sure": True}, Group.NEED_YOU, [Reason.NOT_SURE]),
        ({"check_open_since": ago(10)}, Group.WELL, []),
        ({"check_open_since": ago(11)}, Group.WAIT, [Reason.CHECK_OPEN]),
        ({"agreement_open_since": ago(30)}, Group.WELL, []),
        ({"agreement_open_since": ago(31)}, Group.WAIT, [Reason.AGREEMENT_OPEN]),
        ({"review_due_on": TODAY}, Group.WELL, []),
        ({"review_due_on": ago(1)}, Group.WAIT, [Reason.REVIEW_DUE]),
        ({"ends_on": TODAY}, Group.WELL, []),
        ({"ends_on": ago(1)}, Group.NEED_YOU, [Reason.END_PASSED]),
        ({"last_on": ago(36), "check_open_since": ago(20)}, Group.NEED_YOU, [Reason.STALLED, Reason.CHECK_OPEN]),
        ({"state": PairingState.PAUSED, "last_on": ago(90)}, Group.PAUSED, []),
        ({"state": PairingState.PAUSED, "mentor_status": "paused"}, Group.PAUSED, []),
        ({"state": PairingState.PAUSED, "paused_until": TODAY}, Group.PAUSED, []),
        ({"state": PairingState.PAUSED, "paused_until": ago(1)}, Group.NEED_YOU, [Reason.PAUSE_OVER]),
        ({"state": PairingState.PAUSED, "mentor_status": "closed"}, Group.NEED_YOU, [Reason.MENTOR_CLOSED]),
        ({"state": PairingState.TRIAL}, Group.WELL, []),
        ({"state": PairingState.COMPLETED, "mentor_status": "closed"}, Group.ENDED, []),
        ({"state": PairingState.ENDED_EARLY, "last_on": None}, Group.ENDED, []),
    ],
)  # fmt: skip
def test_the_table_of_reasons(changed: dict[str, Any], group: Group, reasons: list[Reason]) -> None:
    assert health_of(replace(WELL, **changed), LIMITS) == Health(group, tuple(reasons))


@given(
    st.builds(
        HealthFacts,
        state=st.sampled_from(PairingState),
        today=st.just(TODAY),
        began_on=st.dates(date(2025, 1, 1), TODAY),
        last_on=st.none() | st.dates(date(2025, 1, 1), TODAY),
        paused_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        mentor_status=st.sampled_from(("active", "paused", "closed")),
        mentee_status=st.sampled_from(("active", "paused", "closed")),
        mentees=st.integers(0, 4),
        capacity=st.integers(0, 4),
        says_not_sure=st.booleans(),
        check_open_since=st.none() | st.dates(date(2026, 1, 1), TODAY),
    )
)
def test_each_pairing_stands_in_one_group_and_says_why(facts: HealthFacts) -> None:
    found = health_of(facts, LIMITS)
    assert list(found.reasons) == sorted(set(found.reasons), key=ORDER.__getitem__)
    assert (found.group is Group.ENDED) is (facts.state not in RUNNING_PAIRINGS)
    assert (found.group is Group.NEED_YOU) is any(reason not in FOR_SIDES for reason in found.reasons)
    assert found.group is not Group.WELL or not found.reasons
    if ask_for(found) is not None:
        assert found.group not in (Group.PAUSED, Group.ENDED)


def test_everything_has_its_words() -> None:
    assert set(REASON_WORDS) == set(MOVES) == set(Reason)
    assert set(GROUP_WORDS) == set(Group)
    assert set(ASK_WORDS) == set(Ask)


@pytest.mark.parametrize(
    ("health", "ask"),
    [
        (Health(Group.WELL), Ask.HOW_IT_GOES),
        (Health(Group.NEED_YOU, (Reason.STALLED, Reason.CHECK_OPEN)), Ask.MEET_AGAIN),
        (Health(Group.NEED_YOU, (Reason.NEVER_MET,)), Ask.FIRST_MEETING),
        (Health(Group.WAIT, (Reason.CHECK_OPEN,)), Ask.CHECK),
        (Health(Group.WAIT, (Reason.AGREEMENT_OPEN,)), Ask.AGREEMENT),
        (Health(Group.NEED_YOU, (Reason.OVER_CAPACITY,)), Ask.HOW_IT_GOES),
        (Health(Group.NEED_YOU, (Reason.MENTOR_CLOSED,)), None),
        (Health(Group.NEED_YOU, (Reason.NOT_WORKING, Reason.STALLED)), None),
        (Health(Group.PAUSED), None),
        (Health(Group.ENDED), None),
    ],
)
def test_what_its_sides_are_asked(health: Health, ask: Ask | None) -> None:
    assert ask_for(health) is ask


@pytest.mark.parametrize(("last_on", "said"), [(None, "–"), (TODAY, "today"), (ago(1), "1 day ago"), (ago(74), "74 days ago")])
def test_when_they_met_last(last_on: date | None, said: str) -> None:
    assert str(say_last(replace(WELL, last_on=last_on))) == said
