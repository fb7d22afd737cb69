"""Confidentiality terms: nothing opens before they are accepted, and a new version asks again."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import queries
from network.accounts.commands import accept_terms, publish_terms
from network.accounts.models import TermsAcceptance
from network.accounts.rules.terms import Audience, Block, blocks
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Conflict, Denied, Invalid
from network.organizations.commands import add_member
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, make_member, make_person, member_of
from tests.forms import post, token_on
from tests.journal import everything, facts
from tests.statements import statements


@pytest.fixture
def held(app: Flask) -> dict[Audience, queries.Terms]:
    """The texts that come in the box, in force."""
    for audience, text in queries.missing_terms().items():
        publish_terms(SYSTEM, audience, text)
    return queries.terms_in_force()


def accept(client: Any, organization_id: UUID | None = None) -> Any:
    """Tick the box for what is asked now, and press."""
    terms = queries.terms_in_force()[Audience.ORGANIZATION if organization_id else Audience.PERSON]
    return post(client, "/terms", {"text": str(terms.id), "organization": str(organization_id or ""), "accepts": "y"})


def test_the_texts_in_the_box_can_be_read_by_anybody() -> None:
    """Plain words: short sentences, no exclamation, nobody is asked to please."""
    for file in sorted(queries.terms.SHIPPED.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert "!" not in text
        assert "please" not in text.lower()
        for block in blocks(text):
            for sentence in " ".join(block.lines).replace("? ", ". ").replace(": ", ". ").split(". "):
                assert len(sentence.split()) <= 22, sentence


def test_a_text_is_laid_out_in_pieces() -> None:
    told = blocks("One line\r\nand more\n\n## A heading\n\n* one\n* two\n\n\n")
    assert told == (
        Block("paragraph", ("One line and more",)),
        Block("heading", ("A heading",)),
        Block("points", ("one", "two")),
    )


def test_nothing_opens_before_the_terms_are_accepted(held: Any, sign_in: Any) -> None:
    person = make_person("Rena Okada", role=Role.COORDINATOR)
    client = sign_in(person)
    for path in ("/", "/organizations", "/places", "/made-up"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/terms"), path
    assert client.post("/organizations", data={"csrf_token": "for-tests"}).status_code == 404
    page = client.get("/terms").get_data(as_text=True)
    assert "What you promise" in page
    assert "/organizations" not in page, "the frame shows no rooms yet"
    assert client.get("/terms/person/1").status_code == 200, "it can be printed first"
    refused = post(client, "/terms?next=/places", {"text": str(held[Audience.PERSON].id), "organization": ""})
    assert refused.status_code == 422
    assert "Tick the box" in refused.get_data(as_text=True)
    assert accept(client).headers["Location"] == "/"
    assert client.get("/organizations").status_code == 200
    row = db.session.scalars(select(TermsAcceptance)).one()
    assert (row.person_id, row.text_id, row.organization_id) == (person, held[Audience.PERSON].id, None)
    assert facts("terms_accepted") == [{"text_id": str(row.text_id), "organization_id": None, "version": 1}]


def test_a_lead_accepts_for_her_organization_too(held: Any, sign_in: Any) -> None:
    one = make_organization("Driftwood House")
    lead, second, member = (make_member(one, is_lead=is_lead) for is_lead in (True, True, False))
    client = sign_in(lead)
    assert accept(client).headers["Location"] == "/terms"
    assert "for Driftwood House" in client.get("/terms").get_data(as_text=True)
    assert client.get("/").status_code == 303
    assert accept(client, one).status_code == 303
    assert client.get("/").status_code == 200
    other = sign_in(second)
    accept(other)
    assert other.get("/").status_code == 200, "one lead has spoken for the organization"
    simple = sign_in(member)
    accept(simple)
    assert simple.get("/").status_code == 200


def test_where_she_wanted_to_go_is_carried_through_one_text_after_another(held: Any, sign_in: Any) -> None:
    """Her own, and those of two organizations; a text that is not accepted keeps it too, and nothing leads elsewhere."""
    one, two = make_organization("Driftwood House"), make_organization("Gorse Centre")
    lead = make_member(one, is_lead=True)
    add_member(SYSTEM, two, lead, True)
    client = sign_in(lead)
    wanted = "/organizations?q=heron&region=north"
    address = client.get(wanted).headers["Location"]
    assert address == "/terms?next=/organizations%3Fq%3Dheron%26region%3Dnorth"
    for asked in (None, *sorted((one, two), key=lambda key: "Driftwood" if key == one else "Gorse")):
        text = str(held[Audience.ORGANIZATION if asked else Audience.PERSON].id)
        sent = {"text": text, "organization": str(asked or "")}
        assert post(client, address, sent).status_code == 422, "the box is not ticked"
        answer = post(client, address, {**sent, "accepts": "y"})
        assert answer.status_code == 303
        address = answer.headers["Location"]
    assert address == wanted
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("bad", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x"])
def test_c31_no_text_leads_to_another_site(held: Any, sign_in: Any, bad: str) -> None:
    one = make_organization("Driftwood House")
    client = sign_in(make_member(one, is_lead=True))
    for asked in (None, one):
        text = str(held[Audience.ORGANIZATION if asked else Audience.PERSON].id)
        sent = {"csrf_token": token_on(client, "/terms"), "text": text, "organization": str(asked or ""), "accepts": "y"}
        assert client.post("/terms", query_string={"next": bad}, data=sent).headers["Location"] in {"/terms", "/"}


def test_nobody_accepts_for_anybody_else(held: Any, sign_in: Any) -> None:
    """Neither one person for another, nor the lead of one organization for that of another."""
    one, two = make_organization("Driftwood House"), make_organization("Gorse Centre")
    first, second = sign_in(make_member(one, is_lead=True)), sign_in(make_member(two, is_lead=True))
    accept(first)
    accept(first, one)
    assert first.get("/").status_code == 200
    assert second.get("/").headers["Location"] == "/terms"
    accept(second)
    assert second.get("/").headers["Location"] == "/terms"
    accept(second, two)
    assert second.get("/").status_code == 200
    publish_terms(SYSTEM, Audience.ORGANIZATION, "A second text.")
    accept(first, one)
    assert (first.get("/").status_code, second.get("/").status_code) == (200, 303)


def test_who_becomes_a_lead_is_asked_then(held: Any, sign_in: Any) -> None:
    one = make_organization("Driftwood House")
    person = make_member(one)
    client = sign_in(person)
    accept(client)
    assert client.get("/").status_code == 200
    add_member(SYSTEM, one, person, True)
    assert client.get("/").headers["Location"] == "/terms"


def test_a_new_version_asks_again_and_the_old_one_is_kept(held: Any, sign_in: Any) -> None:
    client = sign_in(make_person())
    accept(client)
    publish_terms(SYSTEM, Audience.PERSON, "A second text.")
    assert client.get("/").headers["Location"] == "/terms"
    assert "There is a new text" in client.get("/terms").get_data(as_text=True)
    old = post(client, "/terms", {"text": str(held[Audience.PERSON].id), "organization": "", "accepts": "y"})
    assert old.status_code == 409, "the text that she had open is not the one that holds"
    assert client.get("/terms/person/1").status_code == 200
    accept(client)
    assert client.get("/").status_code == 200
    page = client.get("/terms").get_data(as_text=True)
    assert "version 1" in page
    assert "version 2" in page


def test_nobody_accepts_for_an_organization_that_she_does_not_lead(held: Any) -> None:
    one = make_organization("One")
    text = held[Audience.ORGANIZATION].id
    before = everything()
    for actor in (member_of(one), lead_of(make_organization("Two")), coordinator()):
        with pytest.raises(Conflict):
            accept_terms(actor, text, one)
    with pytest.raises(Denied):
        accept_terms(SYSTEM, text, None)
    assert everything()["terms_acceptance"] == before["terms_acceptance"] == 0


@pytest.mark.parametrize("sent", [{"text": "x"}, {"text": ""}, {"text": "5eed"}, {"organization": "all"}, {"text": "\x00"}])
def test_what_is_no_id_accepts_nothing(held: Any, sign_in: Any, sent: dict[str, str]) -> None:
    """C22."""
    client = sign_in(make_person())
    asked = {"text": str(held[Audience.PERSON].id), "organization": "", "accepts": "y", **sent}
    assert post(client, "/terms", asked).status_code == 404
    assert everything()["terms_acceptance"] == 0


def test_an_administrator_publishes_and_nobody_else(held: Any, sign_in: Any) -> None:
    before = everything()
    with pytest.raises(Denied):
        publish_terms(coordinator(), Audience.PERSON, "Mine.")
    for wrong in ("", "x" * 20_001):
        with pytest.raises(Invalid):
            publish_terms(SYSTEM, Audience.PERSON, wrong)
    assert everything() == before
    person = make_person(role=Role.ADMINISTRATOR)
    client = sign_in(person)
    accept(client)
    assert "This network is private." in client.get("/terms/person/new").get_data(as_text=True)
    assert post(client, "/terms/person/new", {"text": "Short and new."}).headers["Location"] == "/terms"
    assert queries.terms_in_force()[Audience.PERSON].version == 2
    assert facts("terms_published")[-1]["version"] == 2


def test_the_door_asks_no_more_of_the_database_for_it(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_member(make_organization("One"), is_lead=True))
    client.get("/places")
    with statements() as before:
        client.get("/places")
    for audience, text in queries.missing_terms().items():
        publish_terms(SYSTEM, audience, text)
    accept(client)
    accept(client, next(iter(db.session.scalars(select(TermsAcceptance.organization_id)).all()), None) or _led(client))
    with statements() as after:
        assert client.get("/places").status_code == 200
    assert len(after) == len(before)


def _led(client: Any) -> UUID:
    page = client.get("/terms").get_data(as_text=True)
    return UUID(page.split('name="organization" value="')[1].split('"')[0])
