"""The reader of pages reads as Python's own parser does, and the look at each page sees what is wrong with it."""

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.components.test_components import guide
from tests.markup import Reader
from tests.pages import problems

PAGES = {
    "values": """<!DOCTYPE html><p id=a class='b "c"' data-d="e > f" hidden data-g="" title="&lt;&#39;&eacute;">x &amp; y</p>""",
    "single": '<br><input value="a/"/><svg viewBox="0 0 1 1"><path d="M0/0"/><use href=#a /></svg>',
    "comment": "<!-- <b> --><i>kept</i><!----><P ID=Q>loud</P >",
    "lines": '<a\n  href="/x?a=1&amp;b=2"\n  class="y"\n>two\nlines</a>',
    "no tag": "1 < 2, <3 and <> stay text",
}


def told(parser: type[Any], html: str) -> list[Any]:
    """All that a parser tells of a page, its texts in one where they touch."""
    heard: list[Any] = []

    class Listening(parser):  # type: ignore[misc]
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            heard.append(("start", tag, attrs))

        def handle_endtag(self, tag: str) -> None:
            heard.append(("end", tag))

        def handle_data(self, data: str) -> None:
            if heard and isinstance(heard[-1], str):
                data = heard.pop() + data
            heard.append(data)

    reader = Listening()
    reader.feed(html)
    getattr(reader, "close", lambda: None)()
    return heard


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_markup_is_read_as_python_reads_it(html: str) -> None:
    assert told(Reader, html) == told(HTMLParser, html)


def test_all_components_are_read_as_python_reads_them() -> None:
    assert told(Reader, guide()) == told(HTMLParser, guide())


WRONG = {
    "<h1>One</h1><h1>Two</h1>": "2 h1 instead of one",
    "<title> </title><h1>A</h1>": "no title",
    '<p style="color: red">A</p>': "inline style on <p>",
    "<style>p {}</style>": "inline style on <style>",
    "<script>1</script>": "inline script",
    '<a onclick="go()">A</a>': "inline handler onclick on <a>",
    '<input name="town">': "<input name=town> has no label",
    '<label for="a">A</label><select name="b" id="b"></select>': "<select name=b> has no label",
    '<p id="a"></p><p id="a"></p>': "ids that occur twice: ['a']",
    '<form method="post"></form>': "1 forms that post, 0 tokens",
    "<div><p></div>": "</div> closes ['p']",
    "</p>": "</p> closes nothing",
    '<a href="x>A</a>': "</a> closes nothing",
}


@pytest.mark.parametrize("html", WRONG)
def test_what_is_wrong_with_a_page_is_said(html: str) -> None:
    is_part = "h1" not in html
    assert WRONG[html] in problems(html, is_part=is_part)
    assert problems("<title>A</title><h1>A</h1><label>Town <input name='town'></label>") == []
