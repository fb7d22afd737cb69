"""What an adaptation was made from, and why it differs, goes with it: on its page, on paper, to a word processor, on a stick."""

import io
import zipfile
from collections.abc import Callable
from uuid import UUID

import pytest
from docx import Document as Paper
from flask import Flask
from flask.testing import FlaskClient

from network.library.queries.origins import Origin, origins_of
from network.spaces.rules import Place, SpaceKind
from tests.factories.library import make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import make_reason, text_of
from tests.forms import post
from tests.statements import statements

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


def adapted(house: UUID, *, is_hidden: bool = False) -> UUID:
    place = Place(SpaceKind.ORGANIZATION, str(house)) if is_hidden else Place(SpaceKind.NETWORK)
    parent = make_document(house, place=place, title="Outreach by boat")
    made = make_document(make_organization(f"Juniper Peers {is_hidden}"), title="Far north", adapted_from_id=text_of(parent).id)
    make_reason(made)
    make_reason(made, what="", why="One bus a week.\n# no heading")
    return made


def words_in(data: bytes) -> str:
    return "\n".join(each.text for each in Paper(io.BytesIO(data)).paragraphs)


def test_reasons_go_with_the_page_and_with_every_file(house: UUID, sign_in: SignIn) -> None:
    made, client = adapted(house), sign_in(make_member(make_organization("Cedar Centre")))
    page = client.get(f"/library/{made}").text
    part = page.split('id="why-h"')[1].split("</section>")[0]
    said = ("Adapted from version 1 of Outreach by boat.", "Two radios", "One breaks.", "One bus a week.", "Why this place needs")
    paper = words_in(post(client, f"/library/{made}/versions/1/docx", page=f"/library/{made}").data)
    alone = post(client, "/library/take-away", {"topic": "", "space": "", "kind": "html"}).text
    archive = post(client, "/library/take-away", {"topic": "", "space": "", "kind": "zip"})
    with zipfile.ZipFile(io.BytesIO(archive.data)) as held:
        papers = [words_in(held.read(name)) for name in held.namelist() if name.endswith(".docx")]
        inside = held.read("index.html").decode()
    for words in said:
        assert words in part
        assert words in paper
        assert words in alone
        assert words in inside
        assert sum(words in each for each in papers) == 1
    assert "# no heading" in paper


def test_of_a_parent_that_its_reader_does_not_see_nothing_is_named(house: UUID, sign_in: SignIn) -> None:
    made, client = adapted(house, is_hidden=True), sign_in(make_member(make_organization("Cedar Centre")))
    page = client.get(f"/library/{made}").text
    paper = words_in(post(client, f"/library/{made}/versions/1/docx", page=f"/library/{made}").data)
    for each in (page, paper):
        assert "Outreach by boat" not in each
        assert "Adapted from a document that you can" in each
        assert "One breaks." in each


def test_a_document_of_its_own_has_no_such_part(house: UUID, sign_in: SignIn) -> None:
    made = make_document(house)
    client = sign_in(make_member(house))
    assert 'id="why-h"' not in client.get(f"/library/{made}").text
    paper = words_in(post(client, f"/library/{made}/versions/1/docx", page=f"/library/{made}").data)
    assert "What is different here" not in paper


def test_for_many_at_once_it_is_asked_as_often_as_for_one(house: UUID) -> None:
    who, made = reader_of(house), [adapted(house)]
    counts = []
    for _ in range(2):
        assert origins_of(who, [house]) == {}
        who = again(who)
        with statements() as asked:
            found = origins_of(who, made)
        counts.append(len(asked))
        made += [adapted(house, is_hidden=True)]
    assert counts[0] == counts[1] <= 4
    assert found[made[0]] == Origin("Outreach by boat", 1, (("Two radios", "One breaks."), ("", "One bus a week.\n# no heading")))
