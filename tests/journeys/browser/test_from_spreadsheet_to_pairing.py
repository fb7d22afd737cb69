"""A newcomer brings in her spreadsheet, matches, forbids a pair, publishes; two leads say yes; the pairing is there."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

MESSY = Path(__file__).parents[2] / "data" / "organizations_messy.csv"
LEADS = {"mentor": ("Nour Lindqvist", "nour@people.example"), "mentee": ("Ada Whitefeather", "ada@people.example")}
PASSWORD = "seven wet mittens on a fence"


def test_from_a_spreadsheet_to_a_pairing(visit: Callable[..., Page]) -> None:
    coordinator = visit("coordinator")
    import_the_list(coordinator)
    round_address = match(coordinator)
    forbid_the_first_pair(coordinator)
    mentor, mentee = first_pair(coordinator)
    publish(coordinator)
    invitations = {side: invite(coordinator, name) for side, name in (("mentor", mentor), ("mentee", mentee))}
    for side, other in (("mentor", mentee), ("mentee", mentor)):
        lead = visit()
        join(lead, invitations[side], *LEADS[side])
        say_yes(lead, other)
    coordinator.goto("/mentorship")
    coordinator.get_by_role("link", name="All pairings").click()
    expect(coordinator.get_by_role("main")).to_contain_text(mentor)
    expect(coordinator.get_by_role("main")).to_contain_text(mentee)
    coordinator.goto(f"{round_address}/answers")
    expect(coordinator.get_by_role("main")).to_contain_text("accepted", ignore_case=True)


def import_the_list(page: Page) -> None:
    """Upload, columns as guessed, mend two rows in place, import the rest."""
    page.get_by_role("link", name="Import a list").click()
    page.set_input_files("input[type=file]", str(MESSY))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is which?")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before importing")
    main = page.get_by_role("main")
    for said in ("Prince Goerge", "two or three", "Underwater basketry", "whenever", "HYPERLINK"):
        expect(main).to_contain_text(said)
    page.get_by_role("button", name=re.compile(r"^Import \d+ rows")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The list is in the directory")


def match(page: Page) -> str:
    """A new round with what comes by default; gives its address."""
    page.goto("/")
    page.get_by_role("link", name="New round").click()
    page.get_by_label("Name of the round").fill("Winter 2026")
    page.get_by_role("button", name="Begin, and check the list").click()
    page.wait_for_url("**/list")
    page.goto(page.url.replace("/list", "/matters"))
    page.get_by_role("button", name="Match", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("No other plan scores higher under these rules and numbers.")
    return page.url.split("?")[0]


def first_pair(page: Page) -> tuple[str, str]:
    """Mentor and mentee of the first row that both can be invited to."""
    row = page.locator("table").first.locator("tbody tr").first
    mentee = row.locator("th a").inner_text().strip()
    mentor = row.locator("td").first.locator("span").first.evaluate("node => node.childNodes[0].textContent")
    return str(mentor).strip(), mentee


def forbid_the_first_pair(page: Page) -> None:
    """Choose the first pair, read what forbidding costs, forbid it."""
    before = first_pair(page)
    page.locator("table").first.locator("tbody tr").first.locator("th a").click()
    expect(page.locator("#why")).to_be_visible()
    page.get_by_role("button", name="Forbid", exact=True).last.click()
    row = page.locator("table").first.locator("tbody tr", has_text=before[1]).first
    expect(row).not_to_contain_text(before[0])
    expect(page.get_by_role("main")).to_contain_text("No other plan scores higher")


def publish(page: Page) -> None:
    """Publish what the plan says."""
    page.get_by_role("link", name=re.compile(r"^Publish \d+ pairs")).click()
    page.get_by_role("button", name=re.compile(r"^Publish \d+ pairs")).click()
    expect(page.get_by_role("main")).to_contain_text("Answers")


def invite(page: Page, organization: str) -> str:
    """Make an invitation on the organization's page; gives its address."""
    page.goto(f"/organizations?q={organization}")
    page.get_by_role("link", name=organization, exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Invite")).first.click()
    page.get_by_label(re.compile("^Lead")).check()
    page.get_by_role("main").get_by_role("button", name="Make the link").click()
    found = re.search(r"https?://\S+/invitations/\S+", page.locator("body").inner_text())
    assert found, page.url
    return found.group()


def join(page: Page, address: str, name: str, email: str) -> None:
    """Open the link, choose a name and a password, sign in, promise what everybody promises."""
    page.goto(address)
    page.get_by_label("name", exact=False).first.fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/terms"))
    while "/terms" in page.url:  # a lead also for her organization, unless another lead did
        page.get_by_label("I have read this").check()
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("^Accept")).click()
    page.wait_for_url("**/")


def say_yes(page: Page, other: str) -> None:
    """Read who and why, and say yes."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(re.escape(other))).first.click()
    expect(page.get_by_role("main")).to_contain_text("Why you two")
    page.get_by_role("button", name="Say yes").click()
    expect(page.get_by_role("main")).not_to_contain_text("Your move: say yes or no")
