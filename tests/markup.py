"""Reading a page tag by tag, as `html.parser` does and several times as fast: for markup as templates write it.

What is no whole tag is text, and then its end closes nothing, which `tests/pages.py` says. `test_markup.py` compares the two.
"""

import re
from html import unescape

_VALUES = r"""[^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*"""
_PIECE = re.compile(rf"<(?:!--.*?-->|!{_VALUES}>|/([a-zA-Z][^\s/>]*)\s*>|([a-zA-Z][^\s/>]*)({_VALUES})>)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")


class Reader:
    """Calls `handle_starttag`, `handle_startendtag`, `handle_endtag` and `handle_data` in the order of a page."""

    def feed(self, html: str) -> None:
        """Read a whole page."""
        reads_text = type(self).handle_data is not Reader.handle_data
        end = 0
        for found in _PIECE.finditer(html):
            if reads_text and found.start() > end:
                self.handle_data(read(html[end : found.start()]))
            end = found.end()
            closed, opened, values = found.groups()
            if opened:
                is_single = values.endswith("/")
                handle = self.handle_startendtag if is_single else self.handle_starttag
                handle(opened.lower(), attributes(values[:-1] if is_single else values))
            elif closed:
                self.handle_endtag(closed.lower())
        if reads_text and end < len(html):
            self.handle_data(read(html[end:]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<a href="x">`"""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path d="x"/>`"""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """`</a>`"""

    def handle_data(self, data: str) -> None:
        """Text between two tags, its signs as they are read."""


def attributes(text: str) -> list[tuple[str, str | None]]:
    """The names and values of a tag; None for a name alone."""
    return [
        (name.lower(), read(double or single or bare) if has_value else None)
        for name, has_value, double, single, bare in _ATTRIBUTE.findall(text)
    ]


def read(text: str) -> str:
    """Signs that are spelled out, as they are read."""
    return unescape(text) if "&" in text else text
