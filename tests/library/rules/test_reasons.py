"""Why an adaptation differs reads the same below its text, whatever signs it holds, and leaves the text as it was."""

import pytest

from network.library.rules.reasons import with_reasons
from network.markdown import headings, plain, rendered

TEXT = "# Tides\n\nAsk.[^1]\n\n[^1]: In winter.\n"
HOSTILE = (
    "# not a heading",
    "1. not an item",
    "- nor this",
    "> nor a quote",
    "[a](https://elsewhere.example)",
    "![p](https://x.example/p)",
    "<b>no</b>",
    "a | b\n--|--\nc | d",
    "```\nno code",
    "[^1] no note",
    "**no** _stress_",
    "line\n\n\nafter",
    "&amp; <",
    "***",
    "back\\",
)


def test_it_stands_below_the_text() -> None:
    made = with_reasons(TEXT, "Why", "From version 2 of Tides.", [("Two radios", "One breaks."), ("", "")])
    assert made.startswith(TEXT.rstrip())
    assert [each.text for each in headings(made)] == ["Tides", "Why"]
    assert "Two radios" in rendered(made)
    assert plain(made).index("In winter.") > 0


@pytest.mark.parametrize("said", HOSTILE)
def test_what_was_typed_is_words(said: str) -> None:
    made = with_reasons(TEXT, "Why", said, [(said.splitlines()[0], said)])
    page = rendered(made)
    assert [each.text for each in headings(made)] == ["Tides", "Why"]
    for mark in ('<a href="https', "<img", "<b>", "<blockquote", "<table", "<code", "<hr", "<ol><li>not"):
        assert mark not in page, mark
    shown = " ".join(plain(made).split())
    assert all(" ".join(line.split()) in shown for line in said.splitlines())


def test_without_a_heading_of_its_own_the_text_gets_none_above_it() -> None:
    assert with_reasons("Go by boat.", "Why", "From a document.", ()) == "Go by boat.\n\n## Why\n\nFrom a document\\.\n"
