"""What can be done at each point of a document's life, and how far a change is told: the whole tables."""

from datetime import date, timedelta

import pytest

from network.kernel.refusals import Conflict, Invalid
from network.library.rules.life import (
    THEN,
    TOLD,
    Deed,
    Told,
    deeds_for,
    insist_possible,
    insist_ready,
    insist_seen,
    insist_until,
    insist_why,
)
from network.library.rules.states import ChangeSize, DocumentState, VersionState, moved, state_of_document

D, V = DocumentState, VersionState
TODAY = date(2026, 11, 26)
ON_THE_WAY = {
    V.DRAFT: {Deed.EDIT, Deed.CONSULT, Deed.ASK_REVIEW, Deed.DROP},
    V.CONSULTATION: {Deed.ASK_REVIEW, Deed.RETURN, Deed.DROP},
    V.REVIEW: {Deed.APPROVE, Deed.RETURN, Deed.DROP},
    V.IN_FORCE: {Deed.BEGIN_VERSION},
    V.SUPERSEDED: {Deed.BEGIN_VERSION},
    V.DROPPED: {Deed.BEGIN_VERSION},
    None: {Deed.BEGIN_VERSION},
}
OF_THE_WHOLE = {D.IN_FORCE: {Deed.CONFIRM, Deed.WITHDRAW}}
BEFORE_OTHERS = {V.CONSULTATION, V.REVIEW}


@pytest.mark.parametrize("document", D)
@pytest.mark.parametrize("working", [*V, None])
def test_what_can_be_done(document: D, working: V | None) -> None:
    wanted = ON_THE_WAY[working] | OF_THE_WHOLE.get(document, set())
    if working not in BEFORE_OTHERS and document is not D.WITHDRAWN:
        wanted = wanted | {Deed.PLACE}
    assert deeds_for(document, working) == wanted
    for deed in Deed:
        if deed in wanted:
            insist_possible(deed, document, working)
        else:
            with pytest.raises(Conflict):
                insist_possible(deed, document, working)


def test_each_deed_that_moves_a_text_moves_it_where_the_states_allow() -> None:
    for deed, then in THEN.items():
        for now in V:
            if deed in deeds_for(D.DRAFT, now):
                assert moved(now, then) is then


@pytest.mark.parametrize(
    ("in_force", "working", "is_withdrawn", "stands"),
    [
        (False, V.DRAFT, False, D.DRAFT),
        (False, V.CONSULTATION, False, D.CONSULTATION),
        (False, V.REVIEW, False, D.REVIEW),
        (False, V.DROPPED, False, D.DRAFT),
        (True, V.DRAFT, False, D.IN_FORCE),
        (True, V.REVIEW, False, D.IN_FORCE),
        (True, V.DRAFT, True, D.WITHDRAWN),
        (True, None, True, D.WITHDRAWN),
    ],
)
def test_how_the_whole_stands(in_force: bool, working: V | None, is_withdrawn: bool, stands: D) -> None:
    assert state_of_document(in_force, working, is_withdrawn) is stands


def test_how_far_a_change_is_told() -> None:
    assert TOLD[ChangeSize.WORDING] == set()
    assert TOLD[ChangeSize.MEDIUM] == {Told.STEWARD, Told.ADOPTERS}
    assert TOLD[ChangeSize.MAJOR] == set(Told)


@pytest.mark.parametrize(("days", "field"), [(None, "until"), (0, "until"), (-3, "until"), (1, ""), (183, ""), (184, "until")])
def test_a_consultation_ends_on_a_day_to_come(days: int | None, field: str) -> None:
    day = TODAY + timedelta(days=days) if days is not None else None
    if field:
        with pytest.raises(Invalid) as refused:
            insist_until(day, TODAY)
        assert refused.value.field == field
    else:
        assert insist_until(day, TODAY) == day


def test_what_is_read_is_what_is_decided_on() -> None:
    insist_seen(3, 3)
    with pytest.raises(Conflict):
        insist_seen(2, 3)


def test_a_text_without_words_goes_before_nobody() -> None:
    insist_ready("Go by boat.", "How to go.")
    for text, summary in (("  \n", "How to go."), ("Go by boat.", " ")):
        with pytest.raises(Conflict):
            insist_ready(text, summary)
    with pytest.raises(Invalid):
        insist_why("  ")
    assert insist_why(" Too long. ") == "Too long."
