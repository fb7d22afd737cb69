"""In a browser: somebody writes, another approves, each printed page says which version it is, and axe objects to nothing."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.browser.test_pages_for_everybody import objections

SHELVED = "A bad date sheet that a small place can keep up"
TEXT = "## Before the river opens\n\nAsk the harbour.\n\n- ropes\n- a radio\n"


def test_a_document_is_written_by_one_and_approved_by_another(visit: Callable[..., Page]) -> None:
    writer = visit("member")
    writer.goto("/library")
    writer.get_by_role("link", name="Write a document").click()
    writer.get_by_label("Title").fill("When the river opens")
    writer.get_by_label("Summary").fill("What to do in the weeks of high water.")
    writer.get_by_role("button", name="Begin the draft").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Draft of version 1")
    writer.get_by_label("Text", exact=True).fill(TEXT)
    assert objections(writer) == []
    writer.get_by_role("button", name="Save and look").click()
    expect(writer.get_by_role("heading", name="Before the river opens")).to_be_visible()
    writer.get_by_role("link", name="Ask for approval").click()
    writer.get_by_role("button", name="Ask for approval").click()
    expect(writer.get_by_role("main")).to_contain_text("It waits for somebody who did not write it")
    lead = visit("mentee")
    lead.goto("/library")
    lead.get_by_role("link", name="When the river opens").click()
    lead.get_by_role("link", name="Approve it").first.click()
    assert objections(lead) == []
    lead.get_by_role("button", name="Approve it").click()
    expect(lead.get_by_role("main")).to_contain_text("In force")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_documents_are_for_everybody(visit: Callable[..., Page], scheme: str) -> None:
    page = visit("mentor", color_scheme=scheme, bypass_csp=True)
    page.goto("/library")
    page.get_by_role("link", name=SHELVED).first.click()
    address = page.url
    for tail in ("/library", "/library/new", address, f"{address}/versions", f"{address}/compare", f"{address}/about"):
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(tail)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{tail} scrolls sideways at {width}"
        assert objections(page) == [], f"{tail}, {scheme}"


def test_each_printed_page_says_which_version_it_is_and_whether_it_holds(visit: Callable[..., Page]) -> None:
    """In the PDF itself, small enough for several pages: what is in force, what is due, what was withdrawn, what is no more."""
    page = visit("mentor")
    said = {
        SHELVED: "Version 2, in force since",
        "Five yeses, each on its own": "Its review was due on",
        "The monthly sheet by fax": "it holds no more",
        "Guest rules for a house that is safe to work from": "a draft that does not hold yet",
    }
    for title, state in said.items():
        page.goto("/library")
        page.get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        printed = PdfReader(io.BytesIO(page.pdf(format="A5"))).pages
        assert len(printed) > 1
        for each in printed:
            text = " ".join(each.extract_text().split())
            assert f"{title}. " in text[:200], title
            assert state in text[:400], title
            assert "Printed on" in text[:500], title


def test_the_head_of_each_printed_page_says_which_version_it_is(visit: Callable[..., Page]) -> None:
    page = visit("mentor")
    page.goto("/library")
    page.get_by_role("link", name=SHELVED).first.click()
    page.emulate_media(media="print")
    head = page.locator(".running")
    expect(head).to_be_visible()
    expect(head).to_contain_text("Version 2, in force since")
    expect(head).to_contain_text("To be looked at again by")
    shown = page.evaluate("getComputedStyle(document.querySelector('.paged__head')).display")
    assert shown == "table-header-group"  # which comes again on every page
    expect(page.get_by_role("link", name="Withdraw it")).not_to_be_visible()
