"""A file is sent while a form is open: a bar, then what was taken out of it; without a script the same goes by pages."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.cleaning import documents

Visit = Callable[..., Page]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A document with tracked changes, and a name in a dozen places."""
    file = tmp_path / "Plan.docx"
    file.write_bytes(documents.docx(tracked=True))
    return file


def slowed(context: BrowserContext) -> None:
    """The line is slow: what is sent takes its time, and can be looked at meanwhile."""
    session = context.new_cdp_session(context.pages[0])
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 1024 * 1024},
    )


def test_a_chosen_file_is_cleaned_while_the_form_is_open(visit: Visit, plan: Path) -> None:
    page = visit("mentor")
    page.goto("/files/send")
    page.get_by_label("File", exact=True).set_input_files(plan)
    expect(page.get_by_text("Taken out: names of authors")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Words that were deleted can still be read")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_label("Keep it all the same").check()
    page.get_by_role("button", name="Clean it").click()
    page.wait_for_url("**/files/staged/*")
    expect(page.get_by_text("Plan.docx")).to_be_visible()


def test_a_bar_shows_how_far_a_large_file_is_and_its_cleaning_can_be_left(visit: Visit, tmp_path: Path) -> None:
    chance, file = random.Random(1), tmp_path / "long.txt"
    file.write_text("".join(chance.choice("abcdefgh \n") for _ in range(3_500_000)))
    page = visit("member")
    page.goto("/files/send")
    slowed(page.context)
    page.get_by_label("File", exact=True).set_input_files(file)
    bar = page.locator("progress")
    expect(bar).to_be_visible()
    assert 0 < bar.evaluate("bar => bar.value") <= 100
    expect(page.get_by_text("of 4 steps")).to_be_visible(timeout=30_000)
    expect(bar).to_be_hidden()
    expect(page.get_by_text("There was nothing to take out.")).to_be_visible(timeout=60_000)


def test_what_is_refused_says_so_below_the_field(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "drawing.svg").write_text("<svg/>")
    (tmp_path / "huge.txt").write_bytes(b"a" * 11 * 1024**2)
    page = visit("mentee")
    page.goto("/files/send")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "drawing.svg")
    expect(page.get_by_text("Save it as PNG")).to_be_visible(timeout=30_000)
    sent.clear()
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "huge.txt")
    expect(page.get_by_text("This file is larger than 10 MB")).to_be_visible()
    assert "POST" not in sent, "it was not even sent"


def test_a_line_that_breaks_is_told(visit: Visit, plan: Path) -> None:
    page = visit("liaison")
    page.goto("/files/send")

    def broken(route: Route) -> None:
        route.abort()

    page.route("**/files/send*", broken)
    page.get_by_label("File", exact=True).set_input_files(plan)
    expect(page.get_by_text("The file did not arrive")).to_be_visible()


def test_without_a_script_the_same_goes_by_pages(visit: Visit, plan: Path) -> None:
    page = visit("mentor")
    state = page.context.storage_state()
    bare = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=page.url, java_script_enabled=False, storage_state=state, viewport={"width": 360, "height": 700}
    )
    try:
        plain = bare.new_page()
        plain.goto("/files/send")
        plain.get_by_label("File", exact=True).set_input_files(plan)
        plain.get_by_role("button", name="Clean it").click()
        expect(plain.get_by_role("heading", name="Something is left in your file")).to_be_visible()
        plain.get_by_label("I have read this").check()
        plain.get_by_role("button", name="Keep it so").click()
        expect(plain.get_by_role("heading", name="Your file is clean")).to_be_visible()
        plain.get_by_role("button", name="Put this file away").click()
        expect(plain.get_by_text("Nothing of this file is kept")).to_be_visible()
    finally:
        bare.close()
