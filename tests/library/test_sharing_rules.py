"""What is true of comments, endorsements, adaptations and texts side by side, without a database."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Conflict
from network.library.rules.adapting import may_go, owed
from network.library.rules.beside import MOST_ALIGNED, MOST_WORDS, Who, gathered, side_by_side, two
from network.library.rules.comments import How, insist_open_comment, is_inside, quote_of, takes_comments
from network.library.rules.endorsing import Step, lapses, largest, said_since, since
from network.library.rules.states import ChangeSize, VersionState
from network.markdown import Mark, Piece, passages

WORDING, MEDIUM, MAJOR = ChangeSize.WORDING, ChangeSize.MEDIUM, ChangeSize.MAJOR
STEPS = (Step(1, MAJOR), Step(2, WORDING), Step(3, MEDIUM), Step(5, MAJOR), Step(6, WORDING))


def test_which_texts_take_comments_of_whom() -> None:
    open_to = {state: (takes_comments(state, False), takes_comments(state, True)) for state in VersionState}
    assert open_to == {
        VersionState.DRAFT: (False, True),
        VersionState.CONSULTATION: (True, True),
        VersionState.REVIEW: (False, True),
        VersionState.IN_FORCE: (True, True),
        VersionState.SUPERSEDED: (False, False),
        VersionState.DROPPED: (False, False),
    }
    assert [state for state in VersionState if is_inside(state)] == [VersionState.DRAFT]


def test_only_an_open_comment_is_settled() -> None:
    insist_open_comment("")
    for how in How:
        with pytest.raises(Conflict):
            insist_open_comment(how)


def test_a_major_change_alone_ends_endorsements() -> None:
    assert {size: lapses(size) for size in ChangeSize} == {WORDING: False, MEDIUM: False, MAJOR: True}


def test_what_changed_since_is_said_by_its_largest() -> None:
    assert largest([]) is None
    assert largest([WORDING, MAJOR, MEDIUM]) is MAJOR
    assert since(3, STEPS) == STEPS[3:]
    assert said_since(()) is None
    assert str(said_since((Step(2, WORDING), Step(3, WORDING)))) == "2 changes of wording since"
    assert str(said_since((Step(2, WORDING), Step(3, MEDIUM)))) == "2 changes since, not what it says to do"


@pytest.mark.parametrize(
    ("taken", "seen", "majors", "mediums"),
    [(1, (), (5,), (3,)), (2, (), (5,), (3,)), (3, (), (5,), ()), (1, (3,), (5,), ()), (1, (5,), (), ()), (6, (2,), (), ())],
)
def test_what_an_adaptation_has_to_look_at(
    taken: int, seen: tuple[int, ...], majors: tuple[int, ...], mediums: tuple[int, ...]
) -> None:
    found = owed(taken, seen, STEPS)
    assert (found.majors, found.mediums, found.is_major) == (majors, mediums, bool(majors))


def test_where_an_adaptation_may_go() -> None:
    for parent, place in product(("network", "region", "pairing", "organization"), repeat=2):
        assert may_go(parent, place, False, True)
        assert may_go(parent, place, True, False)
        assert may_go(parent, place, False, False) is (parent == "network" or place == "organization")


def test_a_quote_is_short_and_ends_at_a_word() -> None:
    passage = passages("word " * 200)[0]
    quote = quote_of(passage)
    assert len(quote) <= 200
    assert quote.endswith("word…")
    assert quote_of(passages("Short.")[0]) == "Short."


THEN = "One.\n\nTwo.\n\nThree.\n\nFour."


def shown(now: str, ours: str) -> list[tuple[str, str | None, str | None, str | None]]:
    def said(pieces: tuple[Piece, ...] | None) -> str | None:
        return None if pieces is None else "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED)

    return [(row.who.value, row.then, said(row.now), said(row.ours)) for row in side_by_side(THEN, now, ours)]


def test_who_changed_each_passage() -> None:
    assert shown("One.\n\nDeux.\n\nThree.\n\nfour", "One.\n\nTwo.\n\nTrois.\n\nFour!") == [
        ("nobody", "One.", "One.", "One."),
        ("parent", "Two.", "Deux.", "Two."),
        ("ours", "Three.", "Three.", "Trois."),
        ("both", "Four.", "four", "Four!"),
    ]


def test_what_is_new_or_gone_stands_in_its_place() -> None:
    assert shown("One.\n\nNew.\n\nTwo.\n\nThree.\n\nFour.", "One.\n\nThree.\n\nFour.\n\nOurs.") == [
        ("nobody", "One.", "One.", "One."),
        ("parent", None, "New.", None),
        ("ours", "Two.", "Two.", None),
        ("nobody", "Three.", "Three.", "Three."),
        ("nobody", "Four.", "Four.", "Four."),
        ("ours", None, None, "Ours."),
    ]


def test_what_both_added_stands_in_one_line() -> None:
    assert shown(THEN + "\n\nNew.", THEN + "\n\nNew.")[-1] == ("both", None, "New.", "New.")


def test_single_words_are_marked_in_short_passages_alone() -> None:
    row = side_by_side("Take a radio.", "Take a map.", "Take a radio.")[0]
    marks = (Piece(Mark.KEPT, "Take a "), Piece(Mark.REMOVED, "radio"), Piece(Mark.ADDED, "map"), Piece(Mark.KEPT, "."))
    assert row.now == marks
    long = "word " * (MOST_WORDS + 1)
    row = side_by_side(long, long + "more", long)[0]
    assert [piece.mark for piece in row.now or ()] == [Mark.REMOVED, Mark.ADDED]


def test_equal_passages_are_gathered() -> None:
    parts = gathered(two("A.\n\nB.\n\nC.", "A.\n\nB.\n\nD."))
    assert [(part.is_same, len(part.rows)) for part in parts] == [(True, 2), (False, 1)]
    assert parts[1].rows[0].who is Who.OURS


def test_a_text_of_very_many_passages_is_laid_side_by_side_without_looking_for_moves() -> None:
    many = "\n\n".join(f"Line {number}." for number in range(MOST_ALIGNED + 1))
    turned = "\n\n".join(f"Line {number}." for number in reversed(range(MOST_ALIGNED + 1)))
    assert len(side_by_side(many, turned, many)) == MOST_ALIGNED + 1


TEXTS = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four.", "Five."]), max_size=7).map("\n\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_no_passage_is_lost_and_none_is_told_twice(then: str, now: str, ours: str) -> None:
    rows = side_by_side(then, now, ours)
    assert [row.then for row in rows if row.then is not None] == [each.text for each in passages(then)]
    for text, column in ((now, "now"), (ours, "ours")):
        said = [getattr(row, column) for row in rows if getattr(row, column) is not None]
        found = ["".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) for pieces in said]
        assert sorted(found) == sorted(each.text for each in passages(text))
    for row in rows:
        assert (row.who is Who.NOBODY) == (row.then is not None and row.now == row.ours == (Piece(Mark.KEPT, row.then),))
