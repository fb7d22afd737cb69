"""What needs a real browser: the way out, dialogs, menus, one row at a time, under the headers that every page has."""

import mimetypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from network.web.headers import ALWAYS
from tests.components.samples import show_guide
from tests.components.stage import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass
class Site:
    """A server with one page, its files and a way out."""

    url: str = ""
    posted: list[tuple[str, str]] = field(default_factory=list)
    was_posted: threading.Event = field(default_factory=threading.Event)


def guide() -> bytes:
    return show_guide().encode()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    here, page = Site(), guide()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            body = {"/leave": b"<title>Weather</title><p>Rain.", "/first": b"<title>First</title>"}.get(path, page)
            kind = "text/html; charset=utf-8"
            if path.startswith("/static/"):
                body, kind = (ROOT / path[1:]).read_bytes(), mimetypes.guess_type(path)[0] or "font/woff2"
            self.send_response(200)
            for name, value in {**ALWAYS, "Content-Type": kind, "Cache-Control": "no-store"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            here.posted.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            here.was_posted.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_port}"
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    site.posted.clear()
    site.was_posted.clear()
    opened.goto(site.url + "/first")
    opened.goto(site.url + "/guide")
    yield opened
    context.close()
    assert complaints == [], "a strict browser had something to say"


def assert_gone(page: Page, site: Site) -> None:
    page.wait_for_url("**/leave")
    assert page.title() == "Weather"
    assert site.was_posted.wait(5)
    where, sent = site.posted[0]
    assert where == "/leave"
    assert "token-of-the-session" in sent
    page.go_back()
    assert page.url.endswith("/first"), "the page that was left is not in the history"


def test_one_click_leaves_and_signs_out(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Quick exit").click()
    assert_gone(page, site)


def test_an_open_dialog_does_not_block_the_way_out(page: Page, site: Site) -> None:
    page.get_by_role("link", name="End this pairing").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    box = page.evaluate(
        "(({x, y, width, height}) => [x + width / 2, y + height / 2])(document.querySelector('.exit').getBoundingClientRect())"
    )
    page.mouse.click(*box)
    assert_gone(page, site)


def test_shift_three_times_leaves(page: Page, site: Site) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    assert_gone(page, site)


def test_typing_capitals_does_not_leave(page: Page) -> None:
    page.locator("#name").focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("x")
    page.keyboard.press("Shift")
    assert page.url.endswith("/guide")
    expect(page.locator("#name")).to_have_value("ABCDEx")


def test_the_error_summary_takes_the_focus(page: Page) -> None:
    expect(page.locator(".error-summary")).to_be_focused()


def test_a_dialog_opens_over_the_page_and_goes_away(page: Page, site: Site) -> None:
    page.get_by_role("link", name="End this pairing").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Keep it as it is").click()
    expect(sheet).to_be_hidden()
    assert site.posted == []


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page) -> None:
    summary = page.locator(".bar__account summary")
    summary.click()
    expect(page.locator(".bar__account .drop__sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bar__account .drop__sheet")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_telephone_shows_one_row_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    rows = page.locator(".table--one tbody tr")
    assert [row.is_visible() for row in rows.all()] == [True, False, False]
    rows.nth(0).get_by_role("link", name="Next").click()
    assert [row.is_visible() for row in rows.all()] == [False, True, False]
    page.go_back()
    assert [row.is_visible() for row in rows.all()] == [True, False, False]


def test_a_wide_screen_shows_all_rows_and_no_pager(page: Page) -> None:
    assert all(row.is_visible() for row in page.locator(".table--one tbody tr").all())
    expect(page.locator(".table--one .pager").first).to_be_hidden()


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_icons_are_drawn_under_the_strict_headers(page: Page) -> None:
    box = page.evaluate("document.querySelector('.exit .icon use').getBBox().width")
    assert box > 0


def test_paper_has_no_bar_and_no_buttons(page: Page) -> None:
    page.emulate_media(media="print")
    for gone in (".bar", ".nav", ".footer", ".btn >> nth=0", ".filter", ".pager >> nth=0", ".flash >> nth=0"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.section__head a, main a'), '::after').content") == "none"
