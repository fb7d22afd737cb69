"""The editor in a real browser: buttons put signs where the cursor stands, undo takes them out, the preview is the server's."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from network.markdown import rendered
from network.web.headers import ALWAYS
from tests.components.samples import show_guide
from tests.components.stage import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PICTURE = "![x](http://sink.example/x.png) <img src=x onerror=window.__owned=1>"


class Answer(BaseHTTPRequestHandler):
    """The style guide, its files, and previews as a room would give them."""

    guide = b""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            self.give((ROOT / path[1:]).read_bytes(), mimetypes.guess_type(path)[0] or "font/woff2")
        else:
            self.give(self.guide, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        part = rendered(typed.get("practice", [""])[0], within="preview-part", top=3)
        is_part = self.headers.get("HX-Request") == "true"
        whole = f"<!doctype html><html lang=en><title>Preview</title><h1>Preview</h1>{part}"
        self.give((part if is_part else whole).encode(), "text/html; charset=utf-8")

    def give(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        for name, value in {**ALWAYS, "Content-Type": kind, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    Answer.guide = show_guide().encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    asked: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    yield opened
    assert opened.evaluate("window.__owned") is None
    context.close()
    assert complaints == [], "a strict browser had something to say"
    assert all(each.startswith(address) for each in asked)


def field(page: Page) -> Locator:
    return page.locator("#practice")


def press(page: Page, name: str) -> None:
    page.locator(".editor").first.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, start: int, end: int) -> None:
    field(page).evaluate(f"(area) => {{ area.focus(); area.setSelectionRange({start}, {end}); }}")


@pytest.mark.parametrize(
    ("button", "text", "chosen", "becomes"),
    [
        ("Bold", "We go alone", (6, 11), "We go **alone**"),
        ("Bold", "", (0, 0), "**bold**"),
        ("Italic", "We go", (0, 2), "*We* go"),
        ("Link", "the guide", (4, 9), "the [guide](https://)"),
        ("Heading", "First\n\nSecond", (9, 9), "First\n\n## Second"),
        ("Heading", "First\nSecond", (8, 8), "First\n\n## Second"),
        ("List", "one\ntwo", (0, 7), "- one\n- two"),
        ("Numbered list", "one\ntwo", (1, 6), "1. one\n2. two"),
        ("Checklist", "one", (0, 0), "- [ ] one"),
        ("Quote", "said", (4, 4), "> said"),
        ("Table", "Before", (6, 6), "Before\n\n| Who | What |\n|---|---|\n|  |  |\n\n"),
        ("Footnote", "One[^1] two\n\n[^1]: a", (11, 11), "One[^1] two[^2]\n\n[^1]: a\n\n[^2]: what the note says"),
    ],
)
def test_a_button_puts_its_signs_in_and_undo_takes_them_out(
    page: Page, button: str, text: str, chosen: tuple[int, int], becomes: str
) -> None:
    field(page).fill(text)
    choose(page, *chosen)
    press(page, button)
    expect(field(page)).to_have_value(becomes)
    expect(field(page)).to_be_focused()
    for _ in range(2 if button == "Footnote" else 1):
        page.keyboard.press("Control+z")
    expect(field(page)).to_have_value(text)


def test_what_was_put_in_is_chosen_to_be_typed_over(page: Page) -> None:
    press(page, "Bold")
    page.keyboard.type("never")
    expect(field(page)).to_have_value("**never**")


def test_the_keyboard_is_enough(page: Page) -> None:
    field(page).fill("alone")
    choose(page, 0, 5)
    page.keyboard.press("Control+b")
    expect(field(page)).to_have_value("**alone**")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".editor__tools button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".editor__tools button").nth(2)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".editor__tools").first.locator("button").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".editor").first.get_by_role("button", name="Preview")).to_be_focused()


def test_the_preview_comes_from_the_server_and_goes_again(page: Page) -> None:
    field(page).fill(f"# Night\n\nNobody goes **alone**. {PICTURE}")
    press(page, "Preview")
    panel = page.locator("#practice-preview")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    expect(panel.locator("h3")).to_have_text("Night")
    expect(panel.locator("img, script")).to_have_count(0)
    expect(field(page)).to_be_hidden()
    press(page, "Write")
    expect(panel).to_be_hidden()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value(f"# Night\n\nNobody goes **alone**. {PICTURE}")


def test_without_scripts_the_field_and_the_preview_are_there(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".editor__tools").first).to_be_hidden()
    expect(page.locator("#practice-marks")).to_be_visible()
    field(page).fill("Nobody goes **alone**.")
    press(page, "Preview")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    expect(page.locator("strong")).to_have_text("alone")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_fingers_find_everything(address: str, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=True, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    for part in ("#writing", "#reading", "#changes"):
        found = Axe().run(page, context={"include": [f"section:has({part})"]})
        assert found.response["violations"] == [], part
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator(".editor__tools button").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().height)"
    )
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        assert min(height for height in heights if height) >= 44
    context.close()
