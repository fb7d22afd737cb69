"""The pages of what others say of documents: where errors land, what is shown, how often they ask the database."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel import clock
from network.library.models import AdaptationReason, ChangeOffer, Document, PassageComment
from network.library.rules.states import VersionState
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import make_member
from tests.factories.sharing import TEXT, add_text, make_adoption, make_comment, make_endorsement, make_offer, move_text, text_of
from tests.forms import post, value_on
from tests.statements import statements

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def keeper(house: UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(house, is_lead=True))


@pytest.fixture
def reader(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(make_organization("Juniper Peers"), is_lead=True))


def test_a_comment_without_words_is_asked_for_again(house: UUID, reader: FlaskClient) -> None:
    made = make_document(house, VersionState.CONSULTATION, text=TEXT)
    page = reader.get(f"/library/{made}/comments").text
    url = value_of_link(page, "Tell somebody")
    form = reader.get(url).text
    assert "Tell somebody when you will be back." in form
    said = post(reader, url, {"text": " "})
    assert (said.status_code, db.session.query(PassageComment).count()) == (422, 0)
    long = "canary " * 700
    said = post(reader, url, {"text": long})
    assert said.status_code == 422
    assert "canary canary" in said.text
    assert post(reader, url, {"text": "It is <b>two</b> days."}).status_code == 303
    assert "It is &lt;b&gt;two&lt;/b&gt; days." in reader.get(f"/library/{made}/comments").text


def value_of_link(page: str, words: str) -> str:
    """The address of the link whose name says these words."""
    before = page[: page.index(f'aria-label="Comment on: {words}')]
    return before[before.rindex('href="') + 6 :].split('"')[0].replace("&amp;", "&")


def test_a_button_pressed_twice_says_so(house: UUID, reader: FlaskClient) -> None:
    made = make_document(house)
    where = f"/library/{made}/standing"
    assert post(reader, f"/library/{made}/endorse", {"number": "1"}, page=where).location == where
    assert "Juniper Peers" in reader.get(where).text
    again = post(reader, f"/library/{made}/endorse", {"number": "1"}, page=where)
    assert again.status_code == 409
    assert "endorses this text already" in again.text
    for wrong in ("", "two", "9" * 30):
        said = post(reader, f"/library/{made}/endorse", {"number": wrong}, page=where)
        assert said.status_code in (409, 422)


def test_an_open_consultation_says_until_when(house: UUID, reader: FlaskClient) -> None:
    made = make_document(house, VersionState.CONSULTATION)
    move_text(made, VersionState.CONSULTATION, consulted_until=clock.today() + timedelta(days=21))
    assert "Asked for until" in reader.get(f"/library/{made}/comments").text
    for wrong in ("7", "x", "-1", "9" * 40, "²"):
        assert reader.get(f"/library/{made}/comments?version={wrong}").status_code == 404


def test_what_a_form_makes_it_makes_once(house: UUID, keeper: FlaskClient, reader: FlaskClient) -> None:
    made = make_document(house)
    url = f"/library/{made}/adapt"
    page = reader.get(url).text
    place = "network"
    sent = {
        "csrf_token": value_on(page, "csrf_token"), "new_id": value_on(page, "new_id"), "number": value_on(page, "number"),
        "title": "Far north", "place": place, "why": "One bus a week.",
    }  # fmt: skip
    first, second = reader.post(url, data=sent), reader.post(url, data=sent)
    assert (first.status_code, second.status_code) == (303, 409)
    assert db.session.query(Document).filter_by(title="Far north").count() == 1
    assert reader.post(url, data={**sent, "place": "coordinators"}).status_code == 422


def test_declining_without_a_reason_is_asked_for_again(house: UUID, keeper: FlaskClient) -> None:
    parent = make_document(house)
    mine = make_document(make_organization("Cedar Centre"), title="Far north", adapted_from_id=text_of(parent).id)
    offer = f"/library/{parent}/offers/{make_offer(mine, parent)}"
    assert "canary-message" in keeper.get(offer).text
    assert post(keeper, offer, {"verdict": "decline", "answer": ""}).status_code == 422
    assert db.session.query(ChangeOffer).one().state == "offered"
    assert post(keeper, offer, {"verdict": "take"}).status_code == 303
    assert "Taken up" in keeper.get(offer).text


def test_each_page_asks_a_fixed_number_of_times(house: UUID, keeper: FlaskClient) -> None:
    counts = []
    for size in (2, 9):
        parent = make_document(house, text=TEXT, title=f"Parent {size}")
        mine = make_document(house, VersionState.IN_FORCE, text=TEXT, adapted_from_id=text_of(parent).id)
        for number in range(size):
            other = make_organization(f"Organization {size} {number}")
            said = make_comment(mine, other)
            make_comment(mine, house, answers_id=said)
            make_endorsement(mine, other)
            make_adoption(mine, other)
            row = make_document(other, adapted_from_id=text_of(mine).id)
            make_offer(row, mine)
            db.session.add(AdaptationReason(document_id=mine, what="What", why="Why", written_at=clock.now()))
            add_text(parent, size="major", text=TEXT.replace("somebody", f"{number} people"))
        numbers = []
        for tail in ("comments", "standing", "parent", "reasons", "offers", "adapt", "comments/new"):
            url = f"/library/{mine}/{tail}"
            assert keeper.get(url).status_code == 200, url
            with statements() as asked:
                keeper.get(url)
            numbers.append(len(asked))
        counts.append(tuple(numbers))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20, counts
