"""What every page that a test fetches must be: one heading, labelled fields, nothing inline."""

import re

from tests.markup import Reader

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG_SINGLE = {"path", "circle", "rect", "use", "line", "polyline", "polygon", "ellipse"}


class Page(Reader):
    """A page as a list of what is wrong with it."""

    def __init__(self, html: str) -> None:
        self.headings = 0
        self.title = ""
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        self.tokens = 0
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID and tag not in SVG_SINGLE:
            self._open.append(tag)
        if tag == "h1":
            self.headings += 1
        if tag == "label" and values.get("for"):
            self.labels.add(str(values["for"]))
        if tag in ("input", "select", "textarea") and values.get("type") not in ("hidden", "submit", "button"):
            self.fields.append((tag, {**values, "inside": "label" if "label" in self._open else None}))
        if tag == "form" and (values.get("method") or "").lower() == "post":
            self.forms.append(values)
        if tag == "input" and values.get("name") == "csrf_token":
            self.tokens += 1
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if "style" in values or tag == "style":
            self.wrong.append(f"inline style on <{tag}>")
        if tag == "script" and not values.get("src"):
            self.wrong.append("inline script")
        self.wrong += [f"inline handler {name} on <{tag}>" for name in values if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and tag not in SVG_SINGLE:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in SVG_SINGLE:
            return
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data


def problems(html: str, *, is_part: bool = False) -> list[str]:
    """What is wrong with a page, in sentences; `is_part` for a piece that htmx puts into a page."""
    page = Page(html)
    wrong = list(page.wrong)
    if not is_part:
        if page.headings != 1:
            wrong.append(f"{page.headings} h1 instead of one")
        if not page.title.strip():
            wrong.append("no title")
    for tag, values in page.fields:
        named = values.get("aria-label") or values.get("aria-labelledby") or values.get("inside")
        if not named and values.get("id") not in page.labels:
            wrong.append(f"<{tag} name={values.get('name')}> has no label")
    doubled = sorted({one for one in page.ids if page.ids.count(one) > 1})
    if doubled:
        wrong.append(f"ids that occur twice: {doubled}")
    if page.tokens < len(page.forms):
        wrong.append(f"{len(page.forms)} forms that post, {page.tokens} tokens")
    return wrong


TOKEN = re.compile(r'(?<=")[\w-]{20,}\.[\w-]{5,7}\.[\w-]{20,}(?=")')  # of a form; each request has another
_known: set[tuple[int, bool]] = set()
"""Marks of pages that are well made: walks that knock at many doors get the same few refusals thousands of times."""


def assert_well_made(html: str, *, is_part: bool = False) -> None:
    """Fail with all that is wrong with the page."""
    mark = hash(TOKEN.sub("", html)), is_part
    if mark in _known:
        return
    wrong = problems(html, is_part=is_part)
    assert not wrong, "\n".join(wrong)
    _known.add(mark)
