"""A document goes to another shelf: who may, who reads it from then on, and what goes along or stays behind."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.files.models import StoredFile
from network.files.queries import described
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.library import commands, queries
from network.library.models import Adoption, Document, Endorsement, PassageComment
from network.library.queries.adopting import users_of
from network.library.queries.comments import comments_visible_to
from network.library.rules.states import VersionState
from network.search.queries import Narrowed
from network.spaces.models import Space
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.attaching import make_attached
from tests.factories.library import EVERYBODY, make_document, make_space
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, make_member
from tests.factories.places import make_community
from tests.factories.searching import ids_of, index
from tests.factories.sharing import make_adoption, make_comment, make_endorsement, text_of
from tests.forms import post
from tests.journal import everything, facts
from tests.mentorship.test_last_place import at_once
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
DOCUMENTS = Narrowed(kind="document")


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


def home(organization_id: UUID) -> Place:
    return Place(SpaceKind.ORGANIZATION, str(organization_id))


def sees(actor: Actor, document_id: UUID) -> bool:
    db.session.rollback()
    return bool(db.session.scalars(queries.visible_to(again(actor)).where(Document.id == document_id)).first())


def refused(deed: Callable[[], object], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def test_a_draft_is_moved_by_whoever_may_edit_it_into_a_space_founded_by_that(house: UUID, peers: UUID) -> None:
    who, lead = reader_of(house), reader_of(peers, is_lead=True)
    made = make_document(house, VersionState.DRAFT, home(house), writer_id=who.person_id)
    before = db.session.get_one(Document, made).space_id
    commands.place_document(again(who), made, EVERYBODY, 1)
    space = db.session.get_one(Document, made).space_id
    assert db.session.get_one(Space, space).kind == SpaceKind.NETWORK
    assert facts("document_placed") == [
        {"document_id": str(made), "space_id": str(space), "from_space_id": str(before), "organization_ids": []}
    ]
    assert not sees(lead, made)  # a draft is its keepers' still
    commands.ask_review(again(who), made, 1)
    assert sees(lead, made)


def test_what_others_read_is_moved_by_who_could_approve_it_there(house: UUID) -> None:
    member, lead = reader_of(house), reader_of(house, is_lead=True)
    made = make_document(house, place=home(house))
    refused(lambda: commands.place_document(again(member), made, EVERYBODY, 1), Invalid)
    commands.place_document(again(lead), made, EVERYBODY, 1)
    assert sees(entering(lead_of(make_organization("Cedar Centre"))), made)
    own = make_document(None, created_by_id=None)
    commands.place_document(entering(coordinator()), own, Place(SpaceKind.COORDINATORS), 1)
    assert not sees(lead, own)


def test_who_may_not_edit_it_moves_nothing_and_who_does_not_see_it_learns_nothing(house: UUID, peers: UUID) -> None:
    stranger = reader_of(peers, is_lead=True)
    shown, hidden = make_document(house), make_document(house, place=home(house))
    refused(lambda: commands.place_document(again(stranger), shown, home(peers), 1), Denied)
    refused(lambda: commands.place_document(again(stranger), hidden, EVERYBODY, 1), NotFound)
    lead = reader_of(house, is_lead=True)
    for place in (home(peers), Place(SpaceKind.COORDINATORS), Place(SpaceKind.PAIRING, str(uuid4())), EVERYBODY):
        refused(lambda place=place: commands.place_document(again(lead), shown, place, 1), Invalid)  # type: ignore[misc]


def test_whoever_keeps_it_goes_on_reading_it(house: UUID, peers: UUID) -> None:
    """Somebody of two organizations can't take the document of the one where only the other reads."""
    both = frozenset({house, peers})
    who = Actor(
        person_id=make_member(house, is_lead=True),
        organization_ids=both,
        lead_of=both,
        organizations=((house, "Wayside House"), (peers, "Juniper Peers")),
    )
    made = make_document(house)
    refused(lambda: commands.place_document(again(who), made, home(peers), 1), Invalid)
    commands.place_document(again(who), made, home(house), 1)


@pytest.mark.parametrize("state", [VersionState.CONSULTATION, VersionState.REVIEW])
def test_while_a_text_is_before_others_it_stays(house: UUID, state: VersionState) -> None:
    lead = reader_of(house, is_lead=True)
    made = make_document(house, state)
    refused(lambda: commands.place_document(again(lead), made, home(house), 1), Conflict)


def test_nobody_moves_what_was_changed_since_she_looked(house: UUID) -> None:
    lead = reader_of(house, is_lead=True)
    made = make_document(house, revision=2)
    refused(lambda: commands.place_document(again(lead), made, home(house), 1), Conflict)


def test_an_adaptation_goes_no_further_than_what_it_was_made_from(house: UUID, peers: UUID) -> None:
    who = reader_of(peers, is_lead=True)
    secret = make_document(house, place=home(house))
    made = make_document(peers, VersionState.DRAFT, home(peers), adapted_from_id=text_of(secret).id)
    refused(lambda: commands.place_document(again(who), made, EVERYBODY, 1), Invalid)
    open_one = make_document(house)
    free = make_document(peers, VersionState.DRAFT, home(peers), adapted_from_id=text_of(open_one).id)
    commands.place_document(again(who), free, EVERYBODY, 1)


def test_files_go_along_and_comments_stay_with_the_keepers(house: UUID, peers: UUID) -> None:
    lead, stranger = reader_of(house, is_lead=True), reader_of(peers)
    made = make_document(house, place=home(house))
    file_id = make_attached(text_of(made).id)
    make_comment(made, house, written_by_id=lead.person_id)
    assert described(again(stranger), [file_id]) == {}
    commands.place_document(again(lead), made, EVERYBODY, 1)
    space = db.session.get_one(Document, made).space_id
    assert db.session.get_one(StoredFile, file_id).space_id == space
    assert set(described(again(stranger), [file_id])) == {file_id}
    assert [each["files"] for each in facts("files_placed")] == [1]
    said = comments_visible_to(again(stranger)).with_only_columns(PassageComment.id, maintain_column_froms=True)
    assert db.session.scalars(said).all() == []
    kept = comments_visible_to(again(lead)).with_only_columns(PassageComment.id, maintain_column_froms=True)
    assert len(db.session.scalars(kept).all()) == 1
    commands.place_document(again(lead), made, home(house), 2)
    assert not sees(stranger, made)
    assert described(again(stranger), [file_id]) == {}


def test_who_reads_it_no_more_stands_behind_it_and_uses_it_no_more(house: UUID, peers: UUID) -> None:
    near = make_community("Town of Cedar", region="fraser")
    keeper, serving = make_organization("Alder House", community_id=near), make_organization("Cedar Centre", community_id=near)
    lead, made = reader_of(keeper, is_lead=True), make_document(keeper)
    for each in (peers, serving):
        make_endorsement(made, each)
        make_adoption(made, each)
    commands.place_document(again(lead), made, Place(SpaceKind.REGION, "fraser"), 1)
    tables: tuple[Any, ...] = (Endorsement, Adoption)
    for table in tables:
        assert {row.organization_id: row.ended_on is None for row in db.session.query(table)} == {peers: False, serving: True}
    assert [each.name for each in users_of(again(lead), made)] == ["Cedar Centre"]
    assert facts("document_placed")[0]["organization_ids"] == [str(peers)]


def test_the_search_follows_at_once_for_those_who_lose_it_and_soon_for_those_who_gain_it(house: UUID, peers: UUID) -> None:
    lead, stranger = reader_of(house, is_lead=True), reader_of(peers)
    made = make_document(house, place=home(house), text="Lanterns.")
    index()
    commands.place_document(again(lead), made, EVERYBODY, 1)
    index()
    assert ids_of(again(stranger), "lanterns", DOCUMENTS) == [made]
    commands.place_document(again(lead), made, home(house), 2)
    assert ids_of(again(stranger), "lanterns", DOCUMENTS) == []  # though the index knows nothing of it yet
    index()
    assert ids_of(again(lead), "lanterns", DOCUMENTS) == [made]


def test_of_two_who_move_it_at_once_one_does(house: UUID, app: Flask) -> None:
    lead = reader_of(house, is_lead=True)
    made = make_document(house)
    make_space(
        SpaceKind.ORGANIZATION, str(house)
    )  # founded before: who enters a space that is founded just now knows it next time
    said = at_once(app, [lambda: commands.place_document(again(lead), made, home(house), 1)] * 2)
    assert sorted(said) == ["conflict", "done"]
    db.session.rollback()
    assert len(facts("document_placed")) == 1


def test_the_page_says_who_will_read_it_before_it_moves(house: UUID, peers: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house, is_lead=True))
    made = make_document(house)
    make_endorsement(made, peers)
    url = f"/library/{made}/place"
    assert url in client.get(f"/library/{made}").text
    chosen = client.get(f"{url}?to=organization:{house}").text
    for words in ("Everybody who belongs to the network", "The people of Wayside House, and nobody else", "Juniper Peers"):
        assert words in chosen
    sent = {"to": f"organization:{house}", "seen": "1"}
    assert post(client, url, sent).status_code == 303
    assert post(client, url, sent).status_code == 303  # pressed twice
    assert len(facts("document_placed")) == 1
    stranger = sign_in(make_member(peers, is_lead=True))
    assert stranger.get(url).status_code == 404


def test_a_form_that_says_nothing_comes_back(house: UUID, sign_in: SignIn) -> None:
    document = make_document(house)
    client = sign_in(make_member(house, is_lead=True))
    other = f"organization:{house}"
    for sent in ({}, {"to": ""}, {"to": "organization:nowhere"}, {"to": other}, {"to": other, "seen": "x"}):
        assert post(client, f"/library/{document}/place", sent).status_code == 422, sent


def test_the_page_asks_as_often_of_much_as_of_little(house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house, is_lead=True))
    made, counts = make_document(house), []
    for number in (1, 8):
        for each in range(number):
            make_endorsement(made, make_organization(f"House {number} {each}"))
        client.get(f"/library/{made}/place?to=organization:{house}")
        with statements() as asked:
            assert client.get(f"/library/{made}/place?to=organization:{house}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 32, counts
