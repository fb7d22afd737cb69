"""What the rules say of agreements: words to begin with, what is in force, what changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Conflict, Invalid
from network.pairings.rules.agreements import (
    LONGEST,
    SECTIONS,
    STARTING,
    Written,
    in_force,
    insist_newest,
    insist_review,
    insist_texts,
    is_same,
    review_of,
    waits_since,
)
from network.pairings.rules.states import Side
from network.pairings.rules.wording import Mark, changes, pieces_of

TODAY = date(2026, 11, 23)
MENTOR, MENTEE = Side
TEXT = st.text(alphabet="ab \n", max_size=30)


def test_there_are_good_words_for_each_part() -> None:
    assert SECTIONS.keys() == STARTING.keys()
    assert all(100 < len(str(text)) < LONGEST for text in STARTING.values())
    insist_texts({code: str(text) for code, text in STARTING.items()})


@pytest.mark.parametrize("code", SECTIONS)
def test_each_part_says_something(code: str) -> None:
    with pytest.raises(Invalid) as refused:
        insist_texts({**dict.fromkeys(SECTIONS, "Yes."), code: " \n"})
    assert refused.value.field == code


@pytest.mark.parametrize(("days", "is_well"), [(-1, False), (0, False), (1, True), (731, True), (732, False)])
def test_a_review_is_to_come_and_not_too_far(days: int, is_well: bool) -> None:
    if is_well:
        insist_review(TODAY + timedelta(days), TODAY)
        return
    with pytest.raises(Invalid):
        insist_review(TODAY + timedelta(days), TODAY)


@pytest.mark.parametrize(
    ("versions", "holds"),
    [
        ([], None),
        ([(1, [])], None),
        ([(1, [MENTOR])], None),
        ([(1, [MENTOR, MENTEE])], 1),
        ([(2, [MENTEE]), (1, [MENTOR, MENTEE])], 1),
        ([(1, [MENTOR, MENTEE]), (2, [MENTEE, MENTOR])], 2),
    ],
)
def test_what_both_signed_last_is_in_force(versions: list[tuple[int, list[Side]]], holds: int | None) -> None:
    assert in_force(versions) == holds


def test_nobody_writes_over_what_she_has_not_read() -> None:
    insist_newest(2, 2)
    for based_on in (1, 3):
        with pytest.raises(Conflict):
            insist_newest(based_on, 2)


def test_a_moved_review_is_a_change() -> None:
    texts = dict.fromkeys(SECTIONS, "Yes.")
    assert is_same(texts, TODAY, dict(texts), TODAY)
    assert not is_same(texts, TODAY, texts, TODAY + timedelta(1))
    assert not is_same({**texts, "aims": "No."}, TODAY, texts, TODAY)


@given(TEXT, TEXT)
def test_a_comparison_holds_both_texts(before: str, after: str) -> None:
    pieces = pieces_of(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.GONE) == after
    assert before != after or all(piece.mark is Mark.KEPT for piece in pieces)


def test_only_parts_that_changed_are_compared() -> None:
    (changed,) = changes({"a": "once a month", "b": "x"}, {"a": "twice a month", "b": "x"}, ("a", "b"))
    assert changed.code == "a"
    assert [(piece.mark, piece.text) for piece in changed.pieces] == [
        (Mark.GONE, "once"),
        (Mark.ADDED, "twice"),
        (Mark.KEPT, " a month"),
    ]


BEGAN, FIRST, SECOND, LATER = date(2026, 1, 5), date(2026, 2, 1), date(2026, 6, 1), date(2027, 2, 1)


@pytest.mark.parametrize(
    ("versions", "since", "review"),
    [
        ([], BEGAN, None),
        ([Written(1, FIRST, LATER, 0)], FIRST, None),
        ([Written(1, FIRST, LATER, 1)], FIRST, None),
        ([Written(1, FIRST, LATER, 2)], None, LATER),
        ([Written(1, FIRST, LATER, 2), Written(2, SECOND, SECOND, 1)], SECOND, LATER),
        ([Written(2, SECOND, SECOND, 2), Written(1, FIRST, LATER, 1)], None, SECOND),
    ],
)
def test_since_when_a_signature_is_missing_and_when_what_holds_is_reviewed(
    versions: list[Written], since: date | None, review: date | None
) -> None:
    assert (waits_since(versions, BEGAN), review_of(versions)) == (since, review)
