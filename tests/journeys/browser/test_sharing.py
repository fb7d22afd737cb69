"""What others say of a document, as a browser sees it: with axe, on a telephone, in the dark, without scripts, on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page

from network.accounts.models import Person
from network.app import create_app
from network.config import Settings
from network.kernel import clock
from network.library.models import AdaptationReason
from network.library.rules.states import VersionState
from network.organizations.models import Membership
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.sharing import TEXT, add_text, make_adoption, make_comment, make_endorsement, make_offer, text_of
from tests.journeys.browser.conftest import House
from tests.journeys.browser.test_pages_for_everybody import objections


@dataclass(frozen=True)
class Shelf:
    """Documents of the demonstration: one in consultation, one in force, one made of it, and an offer."""

    asked: UUID
    parent: UUID
    adapted: UUID
    offer: UUID


@pytest.fixture(scope="module")
def shelf(house: House) -> Shelf:
    environment = {"DEMONSTRATION": "1", "INSTANCE": str(house.instance), "BASE_URL": house.address}
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        people = {row.email.split("@")[0]: row.id for row in db.session.query(Person)}

        def home(kind: str) -> UUID:
            return db.session.query(Membership).filter_by(person_id=people[kind]).first().organization_id  # type: ignore[union-attr]

        mentor, mentee = home("mentor"), home("mentee")
        asked = make_document(mentor, VersionState.CONSULTATION, text=TEXT, title="Radios", writer_id=people["mentor"])
        make_comment(asked, mentee, text="Which radios?")
        parent = make_document(mentor, text=TEXT, title="Outreach by boat", writer_id=people["mentor"])
        make_endorsement(parent, mentee)
        make_adoption(parent, mentee)
        ours = TEXT.replace("a radio", "two radios")
        adapted = make_document(
            mentee, text=ours, title="Far north", adapted_from_id=text_of(parent).id, writer_id=people["mentee"]
        )
        db.session.add(AdaptationReason(document_id=adapted, what="Two radios", why="One breaks.", written_at=clock.now()))
        add_text(parent, size="major", text=TEXT.replace("somebody", "two people"))
        offer = make_offer(adapted, parent)
        db.session.remove()
        db.engine.dispose()
    return Shelf(asked, parent, adapted, offer)


@pytest.mark.parametrize(("person", "scheme"), [("mentor", "light"), ("mentee", "dark")])
def test_the_pages_are_for_everybody(visit: Callable[..., Page], shelf: Shelf, person: str, scheme: str) -> None:
    page = visit(person, color_scheme=scheme, bypass_csp=True)
    own = {
        "mentor": (f"{shelf.parent}/offers", f"{shelf.parent}/offers/{shelf.offer}"),
        "mentee": (f"{shelf.adapted}/offers", f"{shelf.parent}/adopt", f"{shelf.adapted}/offers/new"),
    }[person]
    both = (f"{shelf.asked}/comments", f"{shelf.asked}/comments/new?version=1", f"{shelf.parent}/standing")
    made = (f"{shelf.parent}/adapt", f"{shelf.adapted}/parent", f"{shelf.adapted}/reasons")
    for address in (*both, *made, *own):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(f"/library/{address}")
            assert answer is not None
            if answer.status == 403:
                continue  # no lead: what only leads press
            assert answer.status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} scrolls sideways at {width}"
            assert objections(page) == [], f"{address} at {width}, {scheme}"


def test_a_comment_is_written_without_scripts_on_a_telephone(visit: Callable[..., Page], shelf: Shelf) -> None:
    page = visit("mentee", java_script_enabled=False)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"/library/{shelf.asked}/comments")
    page.get_by_role("link", name="Comment on: Take a radio.").click()
    page.get_by_label("What you want to say").fill("Two are better than one.")
    page.get_by_role("button", name="Say it").click()
    assert "Two are better than one." in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Take back").last.click()
    assert "Two are better than one." not in page.get_by_role("main").inner_text()


def test_three_texts_are_read_side_by_side_and_on_paper(visit: Callable[..., Page], shelf: Shelf) -> None:
    page = visit("mentee")
    page.goto(f"/library/{shelf.adapted}/parent")
    main = page.get_by_role("main")
    assert "It has changed what it says to do." in main.inner_text()
    cells = page.locator(".triple__row").first.locator(".triple__cell")
    tops = [cells.nth(number).bounding_box()["y"] for number in range(3)]  # type: ignore[index]
    assert len(set(tops)) == 1
    page.emulate_media(media="print")
    assert page.locator(".triple__row").first.is_visible()
    assert not page.get_by_role("button", name="Say it").is_visible()
