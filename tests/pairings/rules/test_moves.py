"""Whose move it is: the truth table of what is next."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.pairings.rules.moves import (
    BOTH,
    BUTTONS,
    DEEDS,
    HINTS,
    NOBODY,
    STILL,
    Move,
    MoveFacts,
    NextMove,
    is_hers,
    next_move,
    said_to,
)
from network.pairings.rules.needs import Moment
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, Side

MENTOR, MENTEE = Side
START, MIDDLE, END = Moment
TODAY = date(2026, 11, 23)
NEW = MoveFacts(PairingState.TRIAL, TODAY, TODAY)
WELL = MoveFacts(
    state=PairingState.ACTIVE,
    today=TODAY,
    began_on=TODAY - timedelta(100),
    with_contact=BOTH,
    agreement=1,
    signed=BOTH,
    review_on=TODAY + timedelta(80),
    needs=frozenset({START}),
    open_goals=1,
    sessions=3,
    last_session_on=TODAY - timedelta(20),
)
NAMES = {MENTOR: "Juniper Peers", MENTEE: "North Shore House"}


def only(side: Side) -> frozenset[Side]:
    return frozenset({side})


@pytest.mark.parametrize(
    ("base", "changed", "move", "whose"),
    [
        (WELL, {"sessions": 0, "last_session_on": None, "began_on": TODAY}, Move.FIRST_SESSION, BOTH),
        (WELL, {"open_goals": 2, "closed_goals": 2}, Move.WELL, NOBODY),
        (NEW, {}, Move.CONTACTS, BOTH),
        (NEW, {"with_contact": only(MENTOR)}, Move.CONTACTS, only(MENTEE)),
        (NEW, {"with_contact": BOTH}, Move.WRITE, BOTH),
        (NEW, {"with_contact": BOTH, "sessions": 0}, Move.WRITE, BOTH),
        (NEW, {"with_contact": BOTH, "sessions": 0, "began_on": TODAY - timedelta(9)}, Move.WRITE, BOTH),
        (NEW, {"with_contact": BOTH, "sessions": 0, "began_on": TODAY - timedelta(10)}, Move.FIRST_SESSION, BOTH),
        (NEW, {"with_contact": BOTH, "began_on": TODAY - timedelta(10)}, Move.WRITE, BOTH),
        (NEW, {"with_contact": BOTH, "agreement": 1}, Move.SIGN, BOTH),
        (NEW, {"with_contact": BOTH, "agreement": 2, "signed": only(MENTEE)}, Move.SIGN, only(MENTOR)),
        (WELL, {"needs": frozenset()}, Move.NEEDS, BOTH),
        (WELL, {"open_goals": 0}, Move.GOALS, BOTH),
        (WELL, {"open_goals": 0, "closed_goals": 2}, Move.GOALS, BOTH),
        (WELL, {"sessions": 0, "last_session_on": None}, Move.FIRST_SESSION, BOTH),
        (WELL, {"sessions": 0, "last_session_on": None, "next_session_on": TODAY}, Move.WELL, NOBODY),
        (WELL, {"sessions": None, "last_session_on": None}, Move.WELL, NOBODY),
        (WELL, {}, Move.WELL, NOBODY),
        (WELL, {"agreement": 2, "signed": NOBODY}, Move.SIGN, BOTH),
        (WELL, {"checks_owed_by": only(MENTOR)}, Move.CHECK, only(MENTOR)),
        (WELL, {"checks_owed_by": only(MENTOR), "with_contact": only(MENTOR)}, Move.CONTACTS, only(MENTEE)),
        (WELL, {"review_on": TODAY}, Move.REVIEW, BOTH),
        (WELL, {"review_on": TODAY + timedelta(1)}, Move.WELL, NOBODY),
        (WELL, {"middle_on": TODAY}, Move.MIDDLE, BOTH),
        (WELL, {"middle_on": TODAY, "needs": frozenset({START, MIDDLE})}, Move.WELL, NOBODY),
        (WELL, {"middle_on": TODAY, "needs": frozenset({START, END})}, Move.WELL, NOBODY),
        (WELL, {"middle_on": TODAY, "end_on": TODAY}, Move.END, BOTH),
        (WELL, {"end_on": TODAY + timedelta(1)}, Move.WELL, NOBODY),
        (WELL, {"last_session_on": TODAY - timedelta(34)}, Move.WELL, NOBODY),
        (WELL, {"last_session_on": TODAY - timedelta(35)}, Move.NEXT_SESSION, BOTH),
        (WELL, {"last_session_on": TODAY - timedelta(35), "next_session_on": TODAY}, Move.WELL, NOBODY),
        (WELL, {"last_session_on": TODAY - timedelta(50), "next_session_on": TODAY - timedelta(1)}, Move.NEXT_SESSION, BOTH),
        (WELL, {"state": PairingState.PAUSED, "review_on": TODAY}, Move.PAUSED, NOBODY),
        (WELL, {"state": PairingState.COMPLETED}, Move.OVER, NOBODY),
        (NEW, {"state": PairingState.ENDED_EARLY}, Move.OVER, NOBODY),
    ],
)
def test_what_is_next_and_whose_move_it_is(base: MoveFacts, changed: dict[str, Any], move: Move, whose: frozenset[Side]) -> None:
    assert next_move(replace(base, **changed)) == NextMove(move, whose)


@pytest.mark.parametrize(
    ("move", "mine", "led", "said"),
    [
        (NextMove(Move.SIGN, only(MENTEE)), only(MENTEE), only(MENTEE), "Your move: sign the agreement."),
        (NextMove(Move.SIGN, only(MENTEE)), only(MENTEE), NOBODY, "Waiting for a lead of North Shore House: sign the agreement."),
        (
            NextMove(Move.SIGN, only(MENTEE)),
            only(MENTOR),
            only(MENTOR),
            "Waiting for a lead of North Shore House: sign the agreement.",
        ),
        (NextMove(Move.SIGN, only(MENTOR)), NOBODY, NOBODY, "Waiting for a lead of Juniper Peers: sign the agreement."),
        (NextMove(Move.SIGN, BOTH), only(MENTOR), NOBODY, "Waiting for a lead of each side: sign the agreement."),
        (NextMove(Move.SIGN, BOTH), only(MENTOR), only(MENTOR), "Your move: sign the agreement."),
        (NextMove(Move.WRITE, BOTH), only(MENTOR), NOBODY, "Your move: write the agreement."),
        (NextMove(Move.WRITE, BOTH), BOTH, NOBODY, "Your move: write the agreement."),
        (NextMove(Move.WRITE, BOTH), NOBODY, NOBODY, "Waiting for both sides: write the agreement."),
        (NextMove(Move.CHECK, only(MENTEE)), only(MENTOR), BOTH, "Waiting for North Shore House: answer the short check."),
        (NextMove(Move.WELL), only(MENTOR), NOBODY, "All is well. Nothing waits."),
    ],
)
def test_it_is_said_for_the_reader(move: NextMove, mine: frozenset[Side], led: frozenset[Side], said: str) -> None:
    assert str(said_to(move, mine, led, NAMES)) == said
    assert is_hers(move, mine, led) is said.startswith("Your move")


def test_every_move_has_its_words_once() -> None:
    assert DEEDS.keys() | STILL.keys() == set(Move)
    assert not DEEDS.keys() & STILL.keys()


SOME_SIDES = st.frozensets(st.sampled_from(Side))
DAYS = st.none() | st.dates(TODAY - timedelta(90), TODAY + timedelta(90))


@given(
    st.builds(
        MoveFacts,
        state=st.sampled_from(PairingState),
        today=st.just(TODAY),
        began_on=st.dates(TODAY - timedelta(400), TODAY),
        with_contact=SOME_SIDES,
        agreement=st.integers(0, 3),
        signed=SOME_SIDES,
        review_on=DAYS,
        needs=st.frozensets(st.sampled_from(Moment)),
        open_goals=st.integers(0, 3),
        closed_goals=st.integers(0, 3),
        sessions=st.none() | st.integers(0, 3),
        last_session_on=DAYS,
        next_session_on=DAYS,
        checks_owed_by=SOME_SIDES,
        middle_on=DAYS,
        end_on=DAYS,
    ),
    SOME_SIDES,
    SOME_SIDES,
)
def test_there_is_always_one_sentence_and_somebody_s_move_only_where_something_waits(
    facts: MoveFacts, mine: frozenset[Side], led: frozenset[Side]
) -> None:
    found = next_move(facts)
    assert bool(found.whose) is (found.move in DEEDS)
    assert (found.move is Move.OVER) is (facts.state not in RUNNING_PAIRINGS)
    said = str(said_to(found, mine | led, led, NAMES))
    assert said.endswith(".")
    assert said.startswith("Your move") is is_hers(found, mine | led, led)


def test_every_move_but_the_end_has_a_hint() -> None:
    assert HINTS.keys() == set(Move) - {Move.OVER}


def test_every_deed_has_a_button_that_says_what_it_leads_to() -> None:
    assert BUTTONS.keys() == DEEDS.keys()
