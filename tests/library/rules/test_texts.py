"""What two texts have in common, and what somebody wrote meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from network.library.rules.clashing import passages, prints, taken_out, written_meanwhile
from network.library.rules.comparing import Fate, compared, totals
from network.library.rules.writing import laid_out

TEXTS = st.lists(st.text(alphabet="ab c\n#-", max_size=30), max_size=8).map("\n\n".join)
BEFORE = "## Begin\n\nTell somebody.\n\nTake water."


def test_what_was_written_meanwhile_is_marked_and_nothing_else() -> None:
    newer = "## Begin\n\nTell two people.\n\nTake water.\n\nMind the tides."
    found = [(each.text, each.is_new) for each in written_meanwhile(prints(BEFORE), newer)]
    assert found == [("## Begin", False), ("Tell two people.", True), ("Take water.", False), ("Mind the tides.", True)]
    assert taken_out(prints(BEFORE), newer) == 1


def test_without_prints_all_is_new() -> None:
    assert [each.is_new for each in written_meanwhile("", BEFORE)] == [True, True, True]
    assert taken_out("", BEFORE) == 0
    assert taken_out(prints(BEFORE), "") == 3


@given(TEXTS)
def test_a_text_is_no_news_to_itself(text: str) -> None:
    assert not any(each.is_new for each in written_meanwhile(prints(text), text))
    assert taken_out(prints(text), text) == 0
    assert {row.fate for row in compared(text, text)} <= {Fate.KEPT}


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_a_comparison(before: str, after: str) -> None:
    rows = compared(before, after)
    old = [p.text for row in rows for p in row.pieces if p.mark in ("kept", "gone")]
    new = [p.text for row in rows for p in row.pieces if p.mark in ("kept", "added")]
    same = [row for row in rows if row.fate is Fate.KEPT]
    assert len("".join(new)) + 0 <= len(after)
    assert len("".join(old)) <= len(before)
    count = totals(rows)
    assert count[Fate.KEPT] + count[Fate.REWORDED] + count[Fate.GONE] == len(passages(before))
    assert count[Fate.KEPT] + count[Fate.REWORDED] + count[Fate.ADDED] == len(passages(after))
    assert sum(row.count for row in same) == count[Fate.KEPT]


def test_a_reworded_passage_is_shown_word_by_word() -> None:
    (row,) = compared("Tell one friend before you go.", "Tell two friends before you go.")
    assert row.fate is Fate.REWORDED
    assert [(p.mark, p.text) for p in row.pieces if p.mark != "kept"] == [
        ("gone", "one"),
        ("added", "two"),
        ("gone", "friend"),
        ("added", "friends"),
    ]


def test_a_text_keeps_the_beginning_of_its_lines() -> None:
    assert laid_out("- one  \r\n  - under it\t\n\n\n") == "- one\n  - under it"
