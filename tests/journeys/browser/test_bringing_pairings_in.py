"""A coordinator brings in pairings and their sessions from files, sees each row first, and takes both back."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

MENTOR, MENTEE = "Tidewater Sex Worker Alliance", "Sage Friendship Centre"
PAIRINGS = f"""Teaches,Learns,State,Began
{MENTOR},{MENTEE},Active,2026-02-03
Nobody of this name,{MENTEE},Active,2026-02-03
"""
SESSIONS = f"""Teaches,Learns,Day,How,Minutes
{MENTOR},{MENTEE},2026-03-04,Video,90
{MENTOR},{MENTEE},2026-04-04,Phone,45
"""


def test_pairings_and_sessions_come_in_by_file_and_go_again(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("coordinator")
    read(page, tmp_path / "pairings.csv", PAIRINGS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the pairings")
    for said in ("Nobody of this name", "can’t come in", MENTOR):
        expect(page.get_by_role("main")).to_contain_text(said)
    page.get_by_role("button", name="Bring in 1 row, leave out 1").click()
    expect(page.locator("body")).to_contain_text("1 row is brought in.")
    read(page, tmp_path / "sessions.csv", SESSIONS)
    page.get_by_role("button", name="Bring in 2 rows").click()
    expect(page.locator("body")).to_contain_text("2 rows are brought in.")
    open_pairing(page)
    expect(page.get_by_role("main")).to_contain_text("2 h 15 min")
    read(page, tmp_path / "sessions.csv", SESSIONS)
    expect(page.get_by_role("main")).to_contain_text("There is nothing to bring in.")
    take_back(page, "2 sessions", "Take out 2 rows")
    expect(page.locator("body")).to_contain_text("2 rows are taken out again.")
    take_back(page, "1 pairing", "Take out 1 row")
    expect(page.locator("body")).to_contain_text("1 row is taken out again.")
    page.goto("/pairings?q=Sage")
    expect(page.get_by_role("main")).not_to_contain_text(MENTOR)


def read(page: Page, file: Path, text: str) -> None:
    """Choose a file, as one finds the way to it from the list of pairings."""
    file.write_text(text, encoding="utf-8")
    page.goto("/pairings")
    page.get_by_role("link", name="Import", exact=True).click()
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Check the rows").click()


def open_pairing(page: Page) -> None:
    """From the list to the pairing itself."""
    page.goto("/pairings?q=Sage")
    page.get_by_role("main").get_by_role("link", name=MENTEE).first.click()


def take_back(page: Page, what: str, press: str) -> None:
    """Undo the file that brought in so many."""
    page.goto("/pairings/import")
    page.locator("main li", has_text=what).get_by_role("link", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Undo this import?")
    page.get_by_role("button", name=press).click()
