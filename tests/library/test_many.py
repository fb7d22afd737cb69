"""Many documents from a list and its files: what is looked at first, what comes in, and what does not."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from docx import Document as Paper
from flask import Flask
from flask.testing import FlaskClient

from network.files import jobs
from network.kernel.actor import SYSTEM
from network.library.models import Document, DocumentTopic, DocumentVersion, VersionFile
from network.markdown import plain
from network.storage.db import db
from tests.cleaning.documents import odt
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.forms import post, post_files, value_on
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
    return post_files(client, "/library/many", form)


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
    assert "High at noon." in shown
    assert "Its text comes into the draft: 3 words." in page.text


def word_file(*lines: str, title: str = "Tides") -> bytes:
    made, out = Paper(), io.BytesIO()
    made.add_heading(title, level=1)
    for line in lines:
        made.add_paragraph(line)
    made.add_paragraph("underlined").runs[0].underline = True
    made.save(out)
    return out.getvalue()


def test_the_texts_of_files_come_into_their_drafts_with_what_was_lost_by_row(client: FlaskClient) -> None:
    sheet = "Title,File\nTides,tides.docx\nRules,rules.md\nNotes,notes.txt\nList,list.csv\nHigh tides,odd.odt\n"
    files = (
        ("tides.docx", word_file("High at noon.")),
        ("rules.md", b"# Rules\n\n- No film\n"),
        ("notes.txt", "Caf\xe9 *first*\r\n# then tea".encode("cp1252")),
        ("list.csv", b"a,b\n1,2\n"),
        ("odd.odt", odt()),
    )
    page = checked(client, sheet, files)
    assert "Bring in 5 drafts" in page.text
    assert page.text.count("Its text comes into the draft") == 4
    assert "loses its underline" in page.text
    assert db.session.query(Document).count() == 0
    assert keep(client, page).status_code == 303
    texts = {row.title: row.text for row in db.session.query(DocumentVersion)}
    assert "High at noon." in texts["Tides"]
    assert texts["Rules"] == "# Rules\n\n- No film"
    assert "Tea first, papers later." in texts["High tides"]
    assert plain(texts["Notes"]).split() == ["Café", "*first*", "#", "then", "tea"]
    assert texts["List"] == ""
    assert db.session.query(VersionFile).count() == 5


def test_a_text_that_can_not_be_read_comes_in_as_a_file_alone(client: FlaskClient) -> None:
    files = (("tides.txt", b"word " * 60_000), ("lanterns.txt", b"*\n"))
    page = checked(client, files=files)
    assert "Its text is too long for one draft" in page.text
    assert keep(client, page).status_code == 303
    assert {row.text for row in db.session.query(DocumentVersion)} == {"", "\\*"}


def test_a_hostile_text_is_words_in_the_draft(client: FlaskClient) -> None:
    page = checked(
        client, files=(("tides.txt", b"<script>alert(1)</script>\n![p](https://elsewhere.example/p)"), ("lanterns.txt", b"x"))
    )
    keep(client, page)
    made = db.session.query(Document).filter_by(title="Tides").one()
    shown = client.get(f"/library/{made.id}").text
    assert "<script>alert" not in shown
    assert "<img" not in shown.split("<article", 1)[1].split("</article>", 1)[0]


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
    assert "We take" in page.text or "Save it as" in page.text
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


def test_a_large_file_is_waited_for_on_the_same_page(client: FlaskClient) -> None:
    """It is cleaned by the clock, so it has to be looked at twice, and is sent once."""
    page = checked(client, "Title,File\nTides,tides.txt\n", (("tides.txt", b"High at noon.\n" * 180_000),))
    assert "This file is still being cleaned" in page.text
    assert "Look again" in page.text
    jobs.work_on_uploads(SYSTEM)
    again = keep(client, page)
    assert again.status_code == 409
    assert "Bring in 1 draft" in again.text
    assert keep(client, again).status_code == 303
    assert db.session.query(Document).count() == 1
