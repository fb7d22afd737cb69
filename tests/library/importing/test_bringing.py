"""What is said of the text that a file brings into its draft."""

import pytest

from network.kernel.words import words
from network.library.rules.documents import LONGEST_TEXT
from network.library.rules.importing.bringing import EMPTY, TOO_LONG, brought, not_brought
from network.markdown import plain
from network.office import typed

LOST = words("2 pictures are left out.")


def test_a_text_comes_with_its_size_and_what_was_lost() -> None:
    found = brought("High  \r\nat noon.\n", (LOST,))
    assert found.text == "High\nat noon."
    assert [str(each) for each in found.says] == ["Its text comes into the draft: 3 words.", "2 pictures are left out."]


@pytest.mark.parametrize(("text", "says"), [("", EMPTY), (" \n\t\n", EMPTY), ("x" * (LONGEST_TEXT + 1), TOO_LONG)])
def test_what_can_not_be_a_draft_brings_nothing_and_says_so(text: str, says: object) -> None:
    assert (brought(text).text, brought(text).says[0]) == ("", says)


def test_as_much_as_a_draft_holds_comes_in() -> None:
    assert len(brought("x" * LONGEST_TEXT).text) == LONGEST_TEXT


def test_why_a_text_can_not_be_read_is_said() -> None:
    assert str(not_brought(words("It is broken.")).says[0]) == "Its text can’t be read: It is broken. The file comes in alone."


@pytest.mark.parametrize("text", ["# one\n* two\n\n1. three", "a_b_c *d*\n\n> e", "| f |\n|---|\n[g]: h", "`i` <b>j</b> ![k](l)"])
def test_plain_text_reads_the_same_as_it_was_typed(text: str) -> None:
    assert plain(typed(text)).split() == text.split()
