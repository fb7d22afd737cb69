"""A comparison says in words what a colour would: to ears, on paper, on a telephone."""

import re

from network.markdown import compared, shortened
from tests.components.stage import render
from tests.pages import problems

SHOW = '{% from "components/comparison.html" import comparison %}{{ comparison(rows, "Version 2", "Version 3") }}'


def shown(before: str, after: str) -> str:
    return render(SHOW, rows=shortened(compared(before, after)))


def test_each_change_is_said() -> None:
    page = shown("# A\n\nOne two three.\n\nGone.", "# A\n\nOne 2 three.\n\n<b>New</b>")
    assert '<li class="is-changed"><p class="comparison__what">Changed</p>' in page
    assert '<del><span class="visually-hidden">removed: </span>two</del>' in page
    assert '<ins><span class="visually-hidden">added: </span>2</ins>' in page
    assert "<b>Version 2: </b>One" in page
    assert '<p class="comparison__what">Removed</p>' in page
    assert '<p class="comparison__what">Added</p>' in page
    assert "&lt;b&gt;" in page
    assert "<b>New" not in page
    assert 'aria-label="Changes from Version 2 to Version 3"' in page
    assert problems(f"<title>t</title><h1>t</h1>{page}") == []


def test_what_stayed_is_counted() -> None:
    text = "\n\n".join(f"Line {at}" for at in range(9))
    page = shown(text, text + "\n\nmore")
    assert "8 passages are the same." in page
    assert len(re.findall("<li", page)) == 4


def test_nothing_changed_is_said_too() -> None:
    assert "1 passage is the same." in shown("x", "x")
