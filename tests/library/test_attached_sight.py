"""Who has a file that a text carries: who may read one of the texts; for everybody else there is no such file."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.files.queries import described
from network.kernel.actor import Role
from network.library import commands
from network.library.models import Document
from network.library.queries.attached import SIGHT
from network.library.rules.states import VersionState
from network.organizations.commands.leaving import leave_all
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories import files as file_factory
from tests.factories.attaching import DATA, hang, make_attached
from tests.factories.library import make_document
from tests.factories.library_actors import acting_member, again, reader_of
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.factories.places import make_community
from tests.factories.sharing import add_text, text_of, withdraw
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
EVERYBODY = {"keeper", "peer", "third", "liaison", "elsewhere", "coordinator", "administrator"}
READERS = {
    SpaceKind.NETWORK: EVERYBODY,
    SpaceKind.REGION: {"keeper", "liaison", "coordinator"},
    SpaceKind.ORGANIZATION: {"keeper"},
    SpaceKind.PAIRING: {"keeper", "peer"},
    SpaceKind.COORDINATORS: {"coordinator"},
}
"""Who reads what has left its keepers' desk, in each kind of space."""
STATES = ("draft", "consultation", "in_force", "superseded", "withdrawn", "next draft")


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House", community_id=make_community("Town of Wayside House", region="northwest"))


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers", community_id=make_community("Town of Juniper Peers", region="fraser"))


@pytest.fixture
def people(house: UUID, peers: UUID) -> dict[str, UUID | None]:
    third = make_organization("Larch Centre", community_id=make_community("Town of Larch Centre", region="fraser"))
    return {
        "stranger": None,
        "nobody yet": make_person("Nobody"),
        "keeper": make_member(house),
        "peer": make_member(peers),
        "third": make_member(third),
        "liaison": make_person(role=Role.LIAISON, region="northwest"),
        "elsewhere": make_person(role=Role.LIAISON, region="fraser"),
        "coordinator": make_person(role=Role.COORDINATOR),
        "administrator": make_person(role=Role.ADMINISTRATOR),
    }


def made(kind: SpaceKind, state: str, house: UUID, peers: UUID) -> UUID:
    """A document in a space of this kind, with a file on a text in this state alone."""
    about = {SpaceKind.REGION: "northwest", SpaceKind.ORGANIZATION: str(house)}.get(kind, "")
    place = Place(kind, about) if kind is not SpaceKind.PAIRING else Place(SpaceKind.NETWORK)
    keeper = None if kind is SpaceKind.COORDINATORS else house
    first = {"draft": VersionState.DRAFT, "consultation": VersionState.CONSULTATION}.get(state, VersionState.IN_FORCE)
    document_id = make_document(keeper, first, place)
    if kind is SpaceKind.PAIRING:
        db.session.get_one(Document, document_id).space_id = file_factory.make_space(house, peers, kind="pairing")
        db.session.commit()
    if state == "next draft":
        add_text(document_id, VersionState.DRAFT)
    file_id = make_attached(text_of(document_id).id)
    if state == "superseded":
        add_text(document_id)
    if state == "withdrawn":
        withdraw(document_id)
    return file_id


def bare(answer: Any) -> bytes:
    """A page without the tokens of its forms, which hold the second they were made in."""
    return re.sub(rb"[\w.-]{60,}", b"", answer.get_data())


@pytest.mark.quick_on(
    "sqlite", "the statement behind is asked on both below; here is the page for each reader and each kind of space"
)
@pytest.mark.parametrize("kind", READERS)
def test_who_has_the_file_of_a_text(
    house: UUID, peers: UUID, people: dict[str, UUID | None], sign_in: SignIn, kind: SpaceKind
) -> None:
    clients = {name: sign_in(person) for name, person in people.items()}
    keepers = {"coordinator"} if kind is SpaceKind.COORDINATORS else {"keeper"}
    for state in STATES:
        address = f"/files/{made(kind, state, house, peers)}/file.txt"
        wanted = keepers if "draft" in state else READERS[kind]
        for name, client in clients.items():
            answer, nothing = client.get(address), client.get(f"/files/{uuid4()}/file.txt")
            if name in wanted:
                assert (answer.status_code, answer.get_data()) == (200, DATA), (state, name)
            else:
                assert answer.status_code == nothing.status_code != 200, (state, name)
                assert name == "stranger" or bare(answer) == bare(nothing), (state, name)


def test_a_file_of_two_texts_is_seen_by_who_reads_one_of_them(house: UUID, peers: UUID) -> None:
    document_id = make_document(house)
    file_id = make_attached(text_of(document_id).id)
    hang(add_text(document_id, VersionState.DRAFT), file_id)
    keeper, reader = reader_of(house), reader_of(peers)
    assert SIGHT.may_see(keeper, file_id) is True
    assert SIGHT.may_see(reader, file_id) is True
    alone = make_attached(text_of(document_id).id)
    assert SIGHT.may_see(keeper, alone) is True
    assert SIGHT.may_see(reader, alone) is False
    assert SIGHT.may_see(keeper, uuid4()) is None


def test_many_are_answered_for_in_one_statement(house: UUID, peers: UUID) -> None:
    document_id = make_document(house)
    open_ones = [make_attached(text_of(document_id).id) for _ in range(3)]
    add_text(document_id, VersionState.DRAFT)
    hidden = [make_attached(text_of(document_id).id) for _ in range(3)]
    reader, other = reader_of(peers), uuid4()
    assert reader.space_ids
    with statements() as asked:
        said = SIGHT.answers(reader, [*open_ones, *hidden, other])
    assert said == {**dict.fromkeys(open_ones, True), **dict.fromkeys(hidden, False)}
    assert len(asked) == 1
    assert set(described(reader, [*open_ones, *hidden])) == set(open_ones)


def test_what_came_back_to_its_writers_is_hidden_again(house: UUID, peers: UUID) -> None:
    keeper, reader = reader_of(house), reader_of(peers)
    document_id = make_document(house, VersionState.REVIEW)
    file_id = make_attached(text_of(document_id).id)
    assert described(again(reader), [file_id])
    commands.return_to_draft(again(keeper), document_id, 1, "Say more of tides.")
    assert not described(again(reader), [file_id])
    assert described(again(keeper), [file_id])


def test_who_left_the_organization_has_no_file_of_its_drafts(house: UUID, sign_in: SignIn) -> None:
    document_id = make_document(house, VersionState.DRAFT)
    person = make_member(house)
    file_id = make_attached(text_of(document_id).id, sender_id=person)
    client = sign_in(person)
    assert client.get(f"/library/{document_id}/files").status_code == 200
    assert client.get(f"/files/{file_id}/file.txt").status_code == 200
    leave_all(acting_member(person, house), person)
    for address, made_up in (
        (f"/library/{document_id}/files", f"/library/{uuid4()}/files"),
        (f"/files/{file_id}/file.txt", f"/files/{uuid4()}/file.txt"),
    ):
        answer, nothing = client.get(address), client.get(made_up)
        assert (answer.status_code, bare(answer)) == (404, bare(nothing)), address
    assert "tides.txt" not in client.get("/files").get_data(as_text=True)
