"""C28, C35: names and texts that would be scripts, shown by a real browser on every page that holds them: nothing trips."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.browser.conftest import House

TRIP = "window.__tripped=1"
NAMES = (
    f"<script>{TRIP}</script>",
    f'"><img src=x onerror={TRIP}>',
    f"'><svg/onload={TRIP}>",
    f'" autofocus onfocus={TRIP} x="',
    f"</title><script>{TRIP}</script>",
    "{{1009*1013}} ${1009*1013} javascript:alert(1)",
)
TEXT = f"</textarea><script>{TRIP}</script><iframe srcdoc='<script>parent.__tripped=1</script>'></iframe> http://sink.example/x"


def test_c28_c35_nothing_that_was_typed_runs(visit: Callable[..., Page], house: House) -> None:
    page = visit("coordinator")
    asked: list[str] = []
    dialogs: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    entries = [entry_of(page, name) for name in NAMES]
    page.goto(f"{entries[0]}/contacts")
    for box in page.locator("main textarea").all():
        box.fill(TEXT)
    page.locator("main").get_by_role("button").first.click()
    page.goto("/mentorship/rounds/new")
    page.get_by_label("Name of the round").fill(NAMES[1])
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/mentorship/rounds/*/**")
    shown = [
        page.url,
        "/",
        "/organizations",
        "/mentorship",
        "/organizations?q=script",
        "/organizations?q=" + NAMES[3],
        "/organizations/export",
    ]
    shown += [
        f"{entry}{part}" for entry in entries for part in ("", "/edit", "/contacts", "/do-not-pair?q=svg", "/merge", "/invite")
    ]
    for address in shown:
        page.goto(address)
        assert page.evaluate("window.__tripped") is None, address
        assert "1022117" not in page.content(), address
        assert page.locator("main iframe, main script, main img[src=x]").count() == 0, address
    assert dialogs == []
    assert complaints == [], "the policy had to stop something"
    assert {address.split("/", 3)[2] for address in asked} == {house.address.split("/", 3)[2]}


def entry_of(page: Page, name: str) -> str:
    """Add an organization of this name by its form, and give the address of its page."""
    page.goto("/organizations/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Home community").fill("Prince George")
    for name_of_list in ("kind", "mandate", "status"):
        page.locator(f"select[name={name_of_list}]").select_option(index=1)
    for box in page.locator("main textarea").all():
        if box.is_visible() and "serves" not in str(box.get_attribute("name")):
            box.fill(TEXT)
    page.get_by_role("button", name="Add the organization").click()
    page.wait_for_url(lambda url: "/organizations/new" not in url)
    return page.url.split("?")[0].rstrip("/")
