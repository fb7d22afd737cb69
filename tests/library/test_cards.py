"""Documents on the pages of pairings and organizations: as far as their reader sees them."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.cards import cards_of_organization, cards_of_space
from network.library.models import Document
from network.library.rules.states import DocumentState, VersionState
from network.pairings.models import Pairing
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.files import make_space
from tests.factories.library import make_document
from tests.factories.library_actors import reader_of
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import add_text, make_adoption, make_endorsement
from tests.statements import statements

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


def shared_by(pairing_id: UUID, mentor_id: UUID, mentee_id: UUID) -> UUID:
    """The space of a pairing, as agreeing to it opens one."""
    space_id = make_space(mentor_id, mentee_id, kind="pairing")
    db.session.get_one(Pairing, pairing_id).space_id = space_id
    db.session.commit()
    return space_id


def put(document_id: UUID, space_id: UUID) -> None:
    db.session.get_one(Document, document_id).space_id = space_id
    db.session.commit()


def test_a_pairings_page_shows_the_newest_of_its_documents(app: Flask, sign_in: SignIn) -> None:
    load_default_lists()
    mentor, mentee = make_mentor("Alder House"), make_mentee("Far House")
    pairing = make_pairing(mentor, mentee)
    space_id = shared_by(pairing, mentor, mentee)
    for number in range(6):
        put(make_document(mentor, title=f"Sheet {number}"), space_id)
    put(make_document(mentor, VersionState.DRAFT, title="Not yet shown"), space_id)
    make_document(mentor, title="Elsewhere")
    url = f"/pairings/{pairing}"
    theirs, mine = sign_in(make_member(mentee)).get(url).text, sign_in(make_member(mentor)).get(url).text
    assert [f"Sheet {number}" in theirs for number in range(6)] == [False, False, True, True, True, True]
    assert "In force" in theirs
    assert "in force since" in theirs
    assert "Not yet shown" in mine
    assert "Not yet shown" not in theirs
    assert "Elsewhere" not in mine + theirs


def test_a_pairings_page_asks_as_often_of_many_documents_as_of_few(app: Flask, sign_in: SignIn) -> None:
    load_default_lists()
    mentor, mentee = make_mentor("Alder House"), make_mentee("Far House")
    pairing = make_pairing(mentor, mentee)
    space_id = shared_by(pairing, mentor, mentee)
    client, counts = sign_in(make_member(mentor, is_lead=True)), []
    for number in (1, 8):
        for _ in range(number):
            put(make_document(mentor), space_id)
        client.get(f"/pairings/{pairing}")
        with statements() as asked:
            assert client.get(f"/pairings/{pairing}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], counts


def test_an_organizations_page_says_what_it_uses_and_stands_behind(house: UUID, sign_in: SignIn) -> None:
    peers = make_organization("Juniper Peers")
    both, inner = make_document(peers, title="Rides"), make_document(peers, place=Place(SpaceKind.ORGANIZATION, str(peers)))
    make_adoption(both, house, note="Every driver reads it.")
    make_adoption(inner, house)
    make_endorsement(both, house)
    moved_on = make_document(peers, title="Moved on")
    make_endorsement(moved_on, house)
    add_text(moved_on, size="major")
    ended = make_document(peers, title="Given up")
    make_endorsement(ended, house, ended_on=date(2026, 11, 4))
    page = sign_in(make_member(make_organization("Cedar Centre"))).get(f"/organizations/{house}").text
    part = page.split('id="documents"')[1].split("</section>")[0]
    assert part.count("lines__title") == 1
    for words in (
        "Rides",
        "used since 3 November 2026",
        "stands behind version 1 since 2 November 2026",
        "Every driver reads it.",
    ):
        assert words in part
    assert "Outreach by boat" not in page
    assert 'id="documents"' not in sign_in(make_member(peers)).get(f"/organizations/{peers}").text


def test_all_of_them_are_on_the_shelf(house: UUID, sign_in: SignIn) -> None:
    for number in range(9):
        make_adoption(make_document(make_organization(f"House {number}"), title=f"Sheet {number}"), house)
    make_document(house, title="Own, and not used")
    client = sign_in(make_member(house))
    page = client.get(f"/organizations/{house}").text
    assert page.split('id="documents"')[1].split("</section>")[0].count("lines__title") == 8
    assert f"/library?used={house}" in page
    shelf = client.get(f"/library?used={house}").text
    assert shelf.count("lines__title") == 9
    assert "Used or endorsed by one organization" in shelf


def test_cards_of_what_no_room_offers_are_none(house: UUID) -> None:
    who = reader_of(house)
    assert (cards_of_space(who, "meeting", house, 3), cards_of_organization(who, "meeting", house, 3)) == ((), ())


@pytest.mark.parametrize("state", DocumentState)
def test_every_state_has_its_words_and_look(state: DocumentState, house: UUID) -> None:
    made = make_document(house)
    db.session.get_one(Document, made).state = state
    db.session.commit()
    make_adoption(made, house)
    (card,) = cards_of_organization(reader_of(house), "document", house, 3)
    assert str(card.state)
    assert len(card.look) == 2
