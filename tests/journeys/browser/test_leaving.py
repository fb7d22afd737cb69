"""C17, C18: leaving fast and signing out, as a real browser does them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.journeys.browser.conftest import House, enter

ASKED_IN = re.compile(r"/sign-in(\?|$)")
AWAY = re.compile(r"^https://weather\.gc\.ca/")
TYPED = "Heronwillow House, where we met"
NEW = "/organizations/new"
KEPT_BY_A_BROWSER = """async () => ({
    caches: 'caches' in window ? await caches.keys() : [],
    local: localStorage.length,
    session: sessionStorage.length,
    databases: indexedDB.databases ? (await indexedDB.databases()).length : 0,
    workers: 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    cookies: document.cookie,
})"""
NOTHING = {"caches": [], "local": 0, "session": 0, "databases": 0, "workers": 0, "cookies": ""}


class Sink:
    """The other site: it answers, and notes all that the browser asked of anybody."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[Request] = []
        self.told: list[dict[str, str]] = []
        context.on("request", lambda request: self.asked.append(request))
        context.route(AWAY, self.answer)

    def answer(self, route: Route) -> None:
        self.told.append(route.request.all_headers())
        route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><p>Rain.")

    def foreign(self, house: House) -> list[str]:
        """What was asked of others than the house and the other site itself."""
        return [each.url for each in self.asked if not each.url.startswith(house.address) and not AWAY.match(each.url)]


def typing_page(visit: Callable[..., Page]) -> Page:
    """Somebody in the middle of a long form."""
    page = visit("coordinator")
    page.goto("/")
    page.goto(NEW)
    page.get_by_label("Name", exact=True).fill(TYPED)
    return page


def assert_left(page: Page, sink: Sink, house: House) -> None:
    """She is elsewhere, nobody was told from where, and Back shows nothing."""
    page.wait_for_url(AWAY)
    assert page.title() == "Weather"
    assert sink.foreign(house) == []
    assert len(sink.told) >= 1
    assert not [headers for headers in sink.told if "referer" in headers or "origin" in headers]
    page.go_back()
    page.wait_for_url(ASKED_IN)
    assert TYPED not in page.content()
    page.go_forward()
    assert TYPED not in page.content()


def sessions(page: Page, house: House) -> list[str]:
    """The cookies of somebody who is signed in."""
    names = [str(each.get("name")) for each in page.context.cookies(house.address)]
    return [name for name in names if re.fullmatch(r"(__Host-)?session(_\d+)?", name)]


def test_c18_one_click_leaves_and_what_was_typed_waits(visit: Callable[..., Page], house: House) -> None:
    page = typing_page(visit)
    sink = Sink(page.context)
    page.get_by_role("link", name="Quick exit").click()
    assert_left(page, sink, house)
    assert not sessions(page, house)
    page.goto("/sign-in")
    assert page.evaluate(KEPT_BY_A_BROWSER) == NOTHING
    enter(page, "coordinator@demo.example")
    page.goto(NEW)
    expect(page.get_by_text("is still here")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value(TYPED)
    page.goto("/drafts")
    page.get_by_role("button", name="Throw it away").click()
    page.goto(NEW)
    expect(page.get_by_text("is still here")).to_be_hidden()


def test_c18_three_presses_of_shift_leave_and_every_open_page_with_them(visit: Callable[..., Page], house: House) -> None:
    page = typing_page(visit)
    sink = Sink(page.context)
    other = page.context.new_page()
    other.goto("/organizations")
    page.bring_to_front()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(AWAY)
    other.wait_for_url(AWAY)
    assert_left(page, sink, house)
    other.go_back()
    assert "Organizations" not in other.title()


@pytest.mark.parametrize(
    "between",
    [
        lambda page: page.keyboard.press("a"),
        lambda page: page.keyboard.press("Tab"),
        lambda page: page.mouse.click(5, 400),
        lambda page: page.wait_for_timeout(3_100),
        lambda page: page.keyboard.press("Shift+b"),
    ],
    ids=["a letter", "tab", "a click", "a long pause", "a capital"],
)
def test_c18_presses_of_shift_with_something_between_leave_nothing(visit: Callable[..., Page], between: Any) -> None:
    page = typing_page(visit)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    between(page)
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert page.url.endswith(NEW)


def test_c18_without_a_script_the_link_does_it(visit: Callable[..., Page], house: House) -> None:
    page = visit("coordinator", java_script_enabled=False)
    sink = Sink(page.context)
    page.goto("/organizations")
    page.get_by_role("link", name="Quick exit").click()
    page.wait_for_url(AWAY)
    assert sink.foreign(house) == []
    assert not [headers for headers in sink.told if "referer" in headers]
    page.go_back()
    page.wait_for_url(ASKED_IN)


def test_c18_it_is_first_to_the_eye_and_to_the_key(visit: Callable[..., Page]) -> None:
    """On every layout, errors too, on a telephone and on a wide screen."""
    for person, addresses in (("", ("/sign-in", "/clear-history")), ("coordinator", ("/", NEW, "/no/such/page", "/places"))):
        page = visit(person)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for address in addresses:
                page.goto(address)
                page.evaluate("document.activeElement.blur()")
                page.keyboard.press("Tab")
                assert page.evaluate("document.activeElement.hasAttribute('data-quick-exit')"), f"{address} at {width}"
                box = page.locator("[data-quick-exit]").bounding_box()
                assert box is not None
                assert box["y"] < 80, f"{address} at {width}: {box}"
                assert box["width"] >= 44, f"{address} at {width}: {box}"
                assert box["height"] >= 32, f"{address} at {width}: {box}"
                assert page.evaluate("document.title").endswith("Peer Network")


def test_c17_after_signing_out_nothing_is_left(visit: Callable[..., Page], house: House) -> None:
    page = visit("coordinator")
    for address in ("/organizations", "/mentorship", "/places"):
        page.goto(address)
    page.locator(".bar__account summary").click()
    page.locator(".bar__account").get_by_role("button", name="Sign out").click()
    page.wait_for_url(ASKED_IN)
    assert page.evaluate(KEPT_BY_A_BROWSER) == NOTHING
    for step in (page.go_back, page.go_back, page.go_forward, page.reload):
        step()
        page.wait_for_url(ASKED_IN)
        assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
    assert not sessions(page, house)


def test_c17_a_page_from_the_browser_s_memory_asks_anew(visit: Callable[..., Page]) -> None:
    """Where a browser keeps whole pages in spite of `no-store`, the page hides itself and loads again."""
    page = visit("coordinator")
    page.goto("/organizations")
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.url.endswith("/organizations")


def test_c27_a_form_of_ours_says_where_it_is_from(visit: Callable[..., Page], house: House) -> None:
    """So that `Origin: null` can be refused: pages tell it to the house, and to nobody else."""
    page = visit()
    sent: list[dict[str, str]] = []
    page.on("request", lambda request: sent.append(request.all_headers()) if request.method == "POST" else None)
    enter(page, "coordinator@demo.example")
    assert sent[0]["origin"] == house.address
    assert sent[0]["sec-fetch-site"] == "same-origin"
