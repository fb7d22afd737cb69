"""Two texts side by side: what stayed, went, came and changed, to the word; never longer than their length allows."""

import cProfile
import difflib
import pstats
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.markdown import Change, Mark, Piece, Row, Skipped, compared, merged, passages, shortened, word_by_word
from network.markdown.aligning import aligned
from tests.markdown.test_limits import MOST_CALLS

BEFORE = """# Before you go

A worker tells somebody where she goes.

- Telephone
- Water
- Keys

See [the guide](https://guide.example/a).

Nobody goes alone.
"""
AFTER = """# Before you go

A worker tells two people where she goes, and when.

- Telephone
- Keys
- Sheet

See [the guide](https://other.example/a).

## After

Nobody goes alone.
"""


def told(row: Row) -> tuple[str, str, str]:
    def side(pieces: tuple[object, ...]) -> str:
        signs = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
        return "".join(signs[each.mark].format(each.text) for each in pieces)  # type: ignore[attr-defined]

    return row.change.value, side(row.before), side(row.after)


def test_each_passage_is_kept_changed_removed_or_added() -> None:
    assert [told(row) for row in compared(BEFORE, AFTER)] == [
        ("kept", "Before you go", "Before you go"),
        (
            "changed",
            "A worker tells [-somebody -]where she goes.",
            "A worker tells {+two people +}where she goes{+, and when+}.",
        ),
        ("kept", "Telephone", "Telephone"),
        ("removed", "[-Water-]", ""),
        ("kept", "Keys", "Keys"),
        ("added", "", "{+Sheet+}"),
        (
            "changed",
            "See the guide. <https://[-guide-].example/a>",
            "See the guide. <https://{+other+}.example/a>",
        ),
        ("added", "", "{+After+}"),
        ("kept", "Nobody goes alone.", "Nobody goes alone."),
    ]


def test_another_sort_of_passage_is_a_change() -> None:
    (row,) = compared("Before", "# Before")
    assert (row.change, row.was, row.kind) == (Change.CHANGED, "paragraph", "heading")
    assert told(row)[1:] == ("Before", "Before")


def test_the_same_text_has_no_changes() -> None:
    assert {row.change for row in compared(BEFORE, BEFORE)} == {Change.KEPT}
    assert compared("", "") == ()


def test_only_what_is_near_a_change_is_shown() -> None:
    text = "\n\n".join(f"Passage {number} stays." for number in range(10))
    rows = shortened(compared(text, text.replace("5 stays", "5 goes")))
    assert [row.count if isinstance(row, Skipped) else row.change.value for row in rows] == [4, "kept", "changed", "kept", 3]


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("one two three", "one 2 three", "one [two] three", "one [2] three"),
        ("a b c", "x y z", "[a b c]", "[x y z]"),
        ("can't", "can", "[can't]", "[can]"),
        ("", "new", "", "[new]"),
        ("same", "same", "same", "same"),
        ("Xwémalhkwu", "Xwemalhkwu", "[Xwémalhkwu]", "[Xwemalhkwu]"),
    ],
)
def test_words_are_the_smallest_thing_that_changes(before: str, after: str, old: str, new: str) -> None:
    sides = [
        "".join(each.text if each.mark is Mark.KEPT else f"[{each.text}]" for each in side)
        for side in word_by_word(before, after)
    ]
    assert sides == [old, new]


TEXTS = st.lists(st.sampled_from(["# A", "b c d", "b c e", "- x", "- y", "", "> q", "b"]), max_size=12).map("\n\n".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    """What was is the kept and removed words in order, what is the kept and added ones."""
    rows = compared(before, after)
    was = [" ".join("".join(each.text for each in row.before).split()) for row in rows if row.was]
    now = [" ".join("".join(each.text for each in row.after).split()) for row in rows if row.change is not Change.REMOVED]
    assert was == [" ".join(each.text.split()) for each in passages(before)]
    assert now == [" ".join(each.text.split()) for each in passages(after)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=14), st.lists(st.sampled_from("abcde"), max_size=14))
def test_what_is_aligned_is_the_same_and_in_order(old: list[str], new: list[str]) -> None:
    found = aligned(old, new)
    assert all(old[at] == new[to] for at, to in found)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(found))
    other = sum(block.size for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    assert len(found) >= other, "the library finds more"


LINES = 100_000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n".join(str(at) for at in range(LINES)), "\n".join(str(at * 2) for at in range(LINES))),
        ("a\n" * LINES, "b\na\n" * (LINES // 2)),
        ("a\nb\n" * (LINES // 2), "b\na\nc\n" * (LINES // 3)),
        ("\n".join(str(at) for at in range(LINES)), "\n".join(str(LINES - at) for at in range(LINES))),
        ("word " * LINES, "word other " * (LINES // 2)),
    ],
    ids=["half of it", "the same line", "two lines in turn", "turned round", "one long line"],
)
def test_a_hundred_thousand_lines_are_compared_with_bounded_work(before: str, after: str) -> None:
    watched = cProfile.Profile()
    rows = watched.runcall(compared, before, after)
    assert rows
    given_up = 2 * MOST_CALLS  # both are parsed until that is too much
    assert pstats.Stats(watched).total_calls < given_up + 60 * LINES  # type: ignore[attr-defined]


@given(st.text("ab .,\n", max_size=30), st.text("ab .,\n", max_size=30))
def test_two_texts_in_one_hold_both(before: str, after: str) -> None:
    pieces = merged(before, after)
    assert "".join(each.text for each in pieces if each.mark is not Mark.ADDED) == before
    assert "".join(each.text for each in pieces if each.mark is not Mark.REMOVED) == after
    assert not any(one.mark is other.mark for one, other in pairwise(pieces)), "what is of one sort stands together"
    marks = (Piece(Mark.KEPT, "Take a "), Piece(Mark.REMOVED, "radio"), Piece(Mark.ADDED, "map"), Piece(Mark.KEPT, "."))
    assert merged("Take a radio.", "Take a map.") == marks
