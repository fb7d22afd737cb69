"""Many documents from a list and its files: what is looked at first, what comes in, and what does not."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.library.models import Document, DocumentTopic, VersionFile
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.forms import post, value_on
from tests.journal import facts

SignIn = Callable[..., FlaskClient]
LIST = "Title,File,Topics\nTides,tides.txt,Funding\nLanterns,Lanterns.TXT,\n"


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


@pytest.fixture
def client(house: UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(house, is_lead=True))


def checked(client: FlaskClient, sheet: str = LIST, files: tuple[tuple[str, bytes], ...] = ()) -> Any:
    """The page that says what would become of each row."""
    sent = files or (("tides.txt", b"High at noon.\n"), ("lanterns.txt", b"Hang them high.\n"))
    papers = [(io.BytesIO(data), name) for name, data in sent]
    form = {"sheet": (io.BytesIO(sheet.encode()), "list.csv"), "papers": papers, "space": "network", "kind": "guide"}
    return post(client, "/library/many", form, content_type="multipart/form-data")


def keep(client: FlaskClient, page: Any) -> Any:
    fields = {name: value_on(page.text, name) for name in ("csrf_token", "many_token", "mark")}
    return client.post("/library/many/keep", data=fields)


def test_nothing_comes_in_before_it_is_looked_at_and_then_all_of_it(house: UUID, client: FlaskClient) -> None:
    page = checked(client)
    assert page.status_code == 200
    assert "Bring in 2 drafts" in page.text
    assert db.session.query(Document).count() == 0
    assert keep(client, page).status_code == 303
    rows = {row.title: row for row in db.session.query(Document)}
    assert set(rows) == {"Tides", "Lanterns"}
    assert all(row.is_unchecked and row.state == "draft" and row.organization_id == house for row in rows.values())
    assert db.session.query(VersionFile).count() == 2
    assert [row.document_id for row in db.session.query(DocumentTopic)] == [rows["Tides"].id]
    assert [fact["count"] for fact in facts("documents_imported")] == [2]
    shown = client.get(f"/library/{rows['Tides'].id}").text
    assert "Nobody has checked it here yet" in shown
    assert "tides.txt" in shown


def test_the_same_page_pressed_twice_brings_nothing_in_twice(client: FlaskClient) -> None:
    page = checked(client)
    keep(client, page)
    again = keep(client, page)
    assert again.status_code == 409
    assert db.session.query(Document).count() == 2


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("Title,File\nTides,tide.txt\n", "No file of this name was sent"),
        ("Title,File,Topics\nTides,tides.txt,Fundin\n", "Fundin"),
        ("Title,File\nTides,tides.txt\nTides,lanterns.txt\n", "has the same title"),
        ("Title,File\n=1+1,tides.txt\n", "formula"),
        ("Title,File,Steward\nTides,tides.txt,Somebody else\n", "Somebody else"),
    ],
)
def test_a_row_that_cannot_come_in_says_why_and_holds_all_back(client: FlaskClient, sheet: str, said: str) -> None:
    page = checked(client, sheet)
    assert said in page.text
    assert "Bring in" not in page.text.split("<main", 1)[1].split("<form", 1)[1]
    assert keep(client, page).status_code == 409
    assert db.session.query(Document).count() == 0


@pytest.mark.parametrize("name", ["tides.exe", "tides.zip", "tides.svg"])
def test_a_file_that_is_not_taken_says_so_in_its_row(client: FlaskClient, name: str) -> None:
    page = checked(client, f"Title,File\nTides,{name}\n", ((name, b"MZ\x00\x01"),))
    assert page.status_code == 200
    assert "can’t be read" in page.text
    assert keep(client, page).status_code == 409


def test_a_title_that_is_there_changes_nothing(house: UUID, client: FlaskClient) -> None:
    make_document(house, title="Tides")
    page = checked(client)
    assert "A document of this title is there already" in page.text
    keep(client, page)
    assert sorted(row.title for row in db.session.query(Document)) == ["Lanterns", "Tides"]


def test_what_was_looked_at_by_somebody_else_is_not_taken(house: UUID, client: FlaskClient, sign_in: SignIn) -> None:
    page = checked(client)
    other = sign_in(make_member(house, is_lead=True, name="Other Lead"))
    fields = {name: value_on(page.text, name) for name in ("many_token", "mark")}
    answer = post(other, "/library/many/keep", fields, page="/library/many")
    assert answer.status_code == 303
    assert db.session.query(Document).count() == 0


def test_only_leads_and_coordinators_bring_in_many(house: UUID, sign_in: SignIn) -> None:
    assert sign_in(make_member(house)).get("/library/many").status_code == 403
