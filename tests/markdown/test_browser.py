"""C28: every text of the corpus as a page, a preview and a snippet in a real browser: nothing runs, nobody else is asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from network.markdown import plain, rendered
from network.web.headers import ALWAYS
from tests.components.stage import render
from tests.markdown.corpus import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SHOWN = """<!doctype html><html lang="en"><title>Texts</title><h1>Texts</h1>
{% for text in texts %}<article>{{ rendered(text, within="text-" ~ loop.index) }}</article>
<form><textarea aria-label="Text">{{ text }}</textarea><input name="csrf_token" type="hidden" value="kept"></form>
<p title="{{ plain(text)[:200] }}">{{ plain(text)[:200] }}</p>{% endfor %}</html>"""


class Site:
    """A server with one page that holds the whole corpus, and what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        page = render(SHOWN, texts=list(HOSTILE.values()), rendered=rendered, plain=plain).encode("utf-8", "replace")
        site = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                is_page = self.path == "/"
                self.send_response(200 if is_page else 404)
                for name, value in {**ALWAYS, "Content-Type": "text/html; charset=utf-8"}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page if is_page else b"")

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    here = Site()
    thread = threading.Thread(target=here.server.serve_forever, daemon=True)
    thread.start()
    yield here
    here.server.shutdown()
    here.server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_c28_the_corpus_trips_nothing(page: Page, site: Site) -> None:
    site.asked.clear()  # of what the trap below asked, if its test came first
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if "Policy" in message.text else None)
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(site.url)
    for link in page.locator("article a[href]").all()[:5]:
        link.hover()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.__owned") is None
    assert said == [], "the policy had to stop something"
    assert "/broken-policy" not in site.asked
    assert {address.split("/")[2] for address in asked} == {site.url.split("/")[2]}
    assert all(path == "/" or path.startswith("/files/") or path == "/favicon.ico" for path in site.asked)
    assert page.locator("article :is(script, iframe, style, form, svg, math, object, base, input)").count() == 0
    assert page.evaluate("document.forms.length") == len(HOSTILE)
    assert page.evaluate("[typeof document.cookie, typeof document.body, typeof document.getElementById]") == [
        "string",
        "object",
        "function",
    ]
    assert page.evaluate("[...document.forms].every((form) => form.elements.csrf_token.value === 'kept')")


def test_the_tripwire_trips_where_a_text_is_trusted(page: Page, site: Site) -> None:
    """So that silence means something."""
    page.goto(site.url)
    page.set_content("<img src=x onerror=window.__owned=1>")
    page.goto("about:blank")
    page.set_content("<img src=x onerror=window.__owned=1>")
    page.wait_for_function("() => window.__owned === 1")
