"""Pages as a browser sees them: nothing from elsewhere, nothing that axe objects to, no sideways scroll."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [("light", 360), ("dark", 1280), pytest.param("light", 1280, marks=pytest.mark.slow)]
"""How each page is looked at: in a hurry each scheme and each width in its turn, what else they make together in `make slow`."""
PAGES = {
    "coordinator": [
        "/",
        "/organizations",
        "/organizations/new",
        "/organizations/import",
        "/mentorship",
        "/mentorship/rounds/new",
        "/places",
        "/search",
        "/search?q=outreach",
        "/search?q=xylographer",
        "/search/words",
    ],
    "mentor": ["/", "/organizations", "/mentorship", "/files", "/files/send", "/no/such/page"],
    "administrator": ["/", "/settings", "/settings/lists/topic", "/places/new"],
}


def objections(page: Page) -> list[str]:
    """What axe objects to on the page."""
    page.evaluate(AXE)
    found: Any = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], selectors: false})", RULES
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


@pytest.mark.parametrize("person", PAGES)
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_pages_are_for_everybody(visit: Callable[..., Page], person: str, scheme: str, width: int) -> None:
    page = visit(person, color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES[person]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} scrolls sideways at {width}"
        assert objections(page) == [], f"{address} at {width}, {scheme}"


def test_nothing_comes_from_elsewhere_and_nothing_is_refused(visit: Callable[..., Page]) -> None:
    """C30: own host only, and the strict policy breaks nothing."""
    page = visit("coordinator")
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    for address in PAGES["coordinator"]:
        page.goto(address)
    home = page.url.split("/", 3)[2]
    assert {address.split("/", 3)[2] for address in asked} == {home}
    assert complaints == []


def test_back_after_signing_out_shows_nothing(visit: Callable[..., Page]) -> None:
    """C17."""
    page = visit("coordinator")
    page.goto("/organizations")
    page.locator("details.bar__account summary").click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    page.wait_for_load_state()
    assert page.get_by_role("heading", name="Sign in").is_visible()


def test_everything_works_without_scripts(visit: Callable[..., Page]) -> None:
    page = visit("coordinator", java_script_enabled=False)
    page.goto("/organizations")
    page.get_by_label("Name or community").fill("juniper")
    page.get_by_role("button", name="Show").click()
    assert "Juniper Safer Work Network" in page.get_by_role("main").inner_text()
