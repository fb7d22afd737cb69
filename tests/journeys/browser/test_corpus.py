"""C28, C44: every text and every file of the corpus that could be active, through the pages, in a real browser: nothing runs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.files.corpus import ACTIVE, SVG, TAKEN, TRIP, signed_pdf
from tests.journeys.browser.conftest import House
from tests.journeys.browser.test_adding_a_file import draft_of
from tests.markdown.corpus import HOSTILE

Visit = Callable[..., Page]
REFUSED_BY_FORMS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]")
PUT = "([tag, name, url]) => { const part = document.createElement(tag); part[name] = url; document.body.append(part) }"
OWNED = "window.__owned ?? window.__tripped ?? null"
LETTERS = {name: text.encode("utf-8", "ignore").decode().replace("\x00", "") for name, text in HOSTILE.items()}


@dataclass
class Wire:
    """What a browser must never do: ask another site, say something, open something, break the policy."""

    home: str
    tripped: list[str] = field(default_factory=list)

    def lay(self, context: BrowserContext, page: Page) -> None:
        context.on("request", lambda each: self.asked(each.url))
        context.on("page", lambda each: self.tripped.append(f"opened {each.url}"))
        page.on("dialog", lambda each: (self.tripped.append(f"said {each.message}"), each.dismiss()))
        page.on("console", lambda each: self.tripped.append(each.text) if "Content Security Policy" in each.text else None)

    def asked(self, url: str) -> None:
        if not url.startswith((self.home, "about:", "blob:")) or url.endswith("/broken-policy"):
            self.tripped.append(f"asked {url}")

    def look(self, page: Page, what: str) -> None:
        assert page.evaluate(OWNED) is None, what
        assert self.tripped == [], what


@pytest.fixture
def wired(visit: Visit, house: House) -> Iterator[tuple[Page, Wire]]:
    page, wire = visit("mentor"), Wire(house.address)
    wire.lay(page.context, page)
    yield page, wire
    wire.look(page, "at the end")


def test_c28_each_hostile_text_is_harmless_in_the_preview(wired: tuple[Page, Wire]) -> None:
    page, wire = wired
    page.goto(f"{draft_of(page)}/edit")
    text, shown = page.locator("textarea[name=text]"), page.locator(".editor__preview")
    for what, hostile in LETTERS.items():
        text.fill(hostile)
        with page.expect_response(lambda answer: answer.url.endswith("/preview")) as had:
            page.get_by_role("button", name="Preview", exact=True).click()
        assert had.value.status == 200, what
        page.wait_for_load_state("networkidle")
        wire.look(page, what)
        assert shown.locator(":is(script, iframe, style, form, svg, math, object, base, input, meta, link)").count() == 0, what
        for link in shown.locator("a[href]").all():
            assert re.match(r"/|#|mailto:|tel:", str(link.get_attribute("href"))), what
        page.get_by_role("button", name="Write", exact=True).click()


def test_c28_a_document_of_hostile_texts_is_harmless_wherever_it_is_read(wired: tuple[Page, Wire], tmp_path: Path) -> None:
    """As a page, beside another version, in a list of comments, among hits, on paper, and taken away."""
    page, wire = wired
    address = draft_of(page)
    page.goto(f"{address}/edit")
    page.locator("textarea[name=text]").fill(REFUSED_BY_FORMS.sub("", "\n\n".join(LETTERS.values())) + "\n\nXylograph.")
    page.get_by_label("Summary").fill(f"<script>{TRIP}</script><img src=x onerror={TRIP}>")
    if page.locator("textarea[name=what_changed]").count():
        page.locator("textarea[name=what_changed]").fill(f"<img src=x onerror={TRIP}>")
    page.get_by_role("button", name="Save and look").click()
    expect(page.locator(".error-summary")).to_have_count(0)
    page.wait_for_url("**/versions/*")
    shown = page.url
    for url in (shown, f"{address}/versions", f"{address}/compare", f"{address}/comments", f"{address}/about", "/library"):
        answer = page.goto(url)
        assert answer is not None
        assert answer.status in (200, 404, 409), url
        for link in page.locator("article a[href]").all()[:5]:
            link.hover()
        wire.look(page, url)
        assert page.locator("main :is(script, iframe, object, base, img[src=x])").count() == 0, url
    page.goto(shown)
    page.emulate_media(media="print")
    wire.look(page, "print")
    page.emulate_media(media="screen")
    page.goto("/library/take-away")
    with page.expect_download() as had:
        page.get_by_role("button", name="Take them").click()
    taken = tmp_path / "taken.html"
    had.value.save_as(taken)
    assert "<script>window" not in taken.read_text("utf-8")
    page.goto("/search")
    page.get_by_label("Words").fill("xylograph")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    wire.look(page, "search")


FILES = {
    "a page in a text.txt": ACTIVE,
    "a drawing in a text.md": SVG,
    "a list.csv": f"=cmd|' /C calc'!A0,<script>{TRIP}</script>\n".encode(),
    f"<img src=x onerror={TRIP}>.txt": b"Tea first.\n",
    "a picture that is a script.gif": TAKEN["a picture that is a script too"].make(),
    "a picture that is an archive.jpg": TAKEN["a picture that is an archive too"].make(),
    "a pdf that does things.pdf": TAKEN["a pdf that does things"].make(),
    "a pdf with a script.pdf": signed_pdf(),
}


def test_c44_no_file_that_is_taken_runs_anything_however_it_is_opened(wired: tuple[Page, Wire], tmp_path: Path) -> None:
    page, wire = wired
    address = draft_of(page)
    for name, data in FILES.items():
        page.goto(f"{address}/files")
        page.get_by_label("File", exact=True).set_input_files({"name": name, "mimeType": "text/html", "buffer": data})
        expect(page.locator("#file-state")).to_contain_text(re.compile("(Taken|take) out"))
        agreed = page.get_by_label("Keep it all the same")
        if agreed.count():
            agreed.first.check()
        page.get_by_role("button", name="Add this file").click()
        expect(page.get_by_role("main")).to_contain_text("Added")
        wire.look(page, name)
    links = [str(each.get_attribute("href")) for each in page.locator("main a[download]").all()]
    assert len(links) == len(FILES)
    for link in links:
        with page.expect_download() as had:
            page.locator(f'main a[href="{link}"]').click()
        assert had.value.suggested_filename
        with page.expect_download():  # typed into the bar of addresses it is a file to be kept, too
            page.evaluate("(url) => { location.href = url }", link)
        for tag, name in (("script", "src"), ("img", "src"), ("iframe", "src"), ("object", "data"), ("embed", "src")):
            page.evaluate(PUT, [tag, name, link])
        page.wait_for_timeout(150)
        assert page.evaluate(OWNED) is None, link
        said = [each for each in wire.tripped if not re.search(r"Content Security Policy|broken-policy", each)]
        assert said == [], link
        wire.tripped.clear()  # the policy stops such a page of ours from doing it at all, and says so
        page.goto(f"{address}/files")
        page.goto(link.replace("/files/", "/files/pictures/").rpartition("/")[0])
        assert page.evaluate(OWNED) is None, link
        page.goto(f"{address}/files")


def test_the_wire_trips(visit: Visit, house: House) -> None:
    """So that silence means something."""
    page, wire = visit(), Wire(house.address)
    wire.lay(page.context, page)
    page.set_content(f"<img src=x onerror={TRIP}>")
    page.wait_for_function("() => window.__tripped === 1")
    with pytest.raises(AssertionError):
        wire.look(page, "tripped")
    other = Wire(house.address)
    other.lay(page.context, page)
    page.route("**/*", lambda route: route.abort())
    page.set_content("<img src='http://sink.example/a.png'>")
    page.wait_for_timeout(200)
    assert any("sink.example" in each for each in other.tripped)
