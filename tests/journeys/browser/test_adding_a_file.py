"""A file for a document, as a browser with scripts sends it: at once, cleaned while the page stays, refused beside its field."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.cleaning.documents import pdf


def draft_of(page: Page) -> str:
    """The address of a draft that she keeps: the first document of the shelf that can have one."""
    page.goto("/library")
    found = dict.fromkeys(re.findall(r'href="(/library/[0-9a-f-]{36})"', page.content()))
    for address in found:
        page.goto(address)
        begin = page.locator(f'form[action="{address}/begin-version"] button')
        if begin.count():
            begin.first.click()
            page.wait_for_url("**/edit")
            return address
    raise AssertionError("nothing on the shelf can be worked on")


def test_a_chosen_file_is_sent_at_once(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("mentor")
    address = draft_of(page)
    page.get_by_role("link", name="Files of this draft").click()
    good, bad = tmp_path / "Landings.pdf", tmp_path / "tool.exe"
    good.write_bytes(pdf())
    bad.write_bytes(b"MZ")
    field = page.get_by_label("File", exact=True)
    field.set_input_files(bad)
    expect(page.locator("#file-state")).to_contain_text("We don’t take files of this kind.")
    with page.expect_response(lambda answer: answer.url.endswith("/files/send?field=file") and answer.status == 200):
        field.set_input_files(good)
    expect(page.locator("#file-state")).to_contain_text("Landings.pdf")
    expect(page.locator("#file-state")).to_contain_text("names of authors")
    expect(page.locator("#file-state")).not_to_contain_text("We don’t take")
    page.get_by_role("button", name="Add this file").click()
    expect(page.get_by_role("main")).to_contain_text("Added. It is the last in the list.")
    page.get_by_role("link", name="Back to the draft").click()
    with page.expect_download() as had:
        page.get_by_role("link", name="Landings.pdf").click()
    assert had.value.suggested_filename == "Landings.pdf"
    page.goto(f"{address}/files")
    page.get_by_role("button", name="Delete: Landings.pdf").click()
    expect(page.get_by_role("main")).to_contain_text("This version carries no file yet.")
