"""What two texts have in common, and what somebody wrote meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from network.library.rules.clashing import prints, taken_out, written_meanwhile
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


def test_of_a_passage_that_is_there_twice_the_second_is_new() -> None:
    assert [each.is_new for each in written_meanwhile(prints("One.\n\nTwo."), "One.\n\nOne.\n\nTwo.")] == [False, True, False]
    assert taken_out(prints("One.\n\nOne."), "One.") == 1


@given(TEXTS)
def test_a_text_is_no_news_to_itself(text: str) -> None:
    assert not any(each.is_new for each in written_meanwhile(prints(text), text))
    assert taken_out(prints(text), text) == 0


def test_a_text_keeps_the_beginning_of_its_lines() -> None:
    assert laid_out("- one  \r\n  - under it\t\n\n\n") == "- one\n  - under it"
