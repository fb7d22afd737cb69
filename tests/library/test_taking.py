"""Documents taken away, and files of word processors brought in."""

import io
import zipfile
from collections.abc import Callable
from uuid import UUID

import pytest
from docx import Document as Paper
from flask import Flask
from flask.testing import FlaskClient

from network.library.rules.states import VersionState
from network.library.rules.taking import MOST_DOCUMENTS
from network.spaces.rules import Place, SpaceKind
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.forms import post
from tests.journal import facts

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


@pytest.fixture
def client(house: UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(house, is_lead=True))


def paper(*lines: str) -> io.BytesIO:
    """A file as a word processor writes it."""
    made, out = Paper(), io.BytesIO()
    made.add_heading("Tides", level=1)
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    out.seek(0)
    return out


def test_a_text_becomes_a_file_of_nobody(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, text="# Tides\n\nAsk about **lanterns**.\n", title="Outreach by boat", leaving="no")
    answer = post(client, f"/library/{made}/versions/1/docx", page=f"/library/{made}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "boat" not in answer.headers["Content-Disposition"]
    read = Paper(io.BytesIO(answer.data))
    words = "\n".join(each.text for each in read.paragraphs) + str([c.text for t in read.tables for r in t.rows for c in r.cells])
    assert all(part in words for part in ("Outreach by boat", "Tides", "lanterns", "Stays in the network"))
    assert not read.core_properties.author
    assert [fact["kind"] for fact in facts("documents_taken")] == ["docx"]


def test_nobody_takes_what_she_may_not_read(house: UUID, sign_in: SignIn) -> None:
    own = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)))
    draft = make_document(house, VersionState.DRAFT)
    stranger = sign_in(make_member(make_organization("Juniper Peers")))
    for each in (own, draft):
        assert post(stranger, f"/library/{each}/versions/1/docx", page="/library").status_code == 404
    assert facts("documents_taken") == []


def test_many_are_taken_at_once_and_only_what_holds(house: UUID, client: FlaskClient) -> None:
    make_document(house, title="Lanterns", text="Hang them high.", topics=("transport",))
    make_document(house, title="Kettles", text="Keep them warm.", topics=("funding",))
    make_document(house, VersionState.CONSULTATION, title="Not yet", text="Not yet.")
    make_document(make_organization("Juniper Peers"), VersionState.DRAFT, title="Theirs", text="Theirs.")
    page = post(client, "/library/take-away", {"topic": "", "space": "", "kind": "html"})
    assert page.content_type.startswith("text/html")
    assert all(words in page.text for words in ("Lanterns", "Hang them high.", "Kettles"))
    assert "Not yet" not in page.text
    assert "Theirs" not in page.text
    archive = post(client, "/library/take-away", {"topic": "transport", "space": "", "kind": "zip"})
    with zipfile.ZipFile(io.BytesIO(archive.data)) as held:
        assert sum(name.endswith(".docx") for name in held.namelist()) == 1
        assert "Kettles" not in held.read("index.html").decode()


def test_too_many_and_none_are_refused_in_words(house: UUID, client: FlaskClient) -> None:
    none = post(client, "/library/take-away", {"topic": "funding", "space": "", "kind": "html"})
    assert none.status_code == 422
    assert "No document that holds fits this" in none.text
    for number in range(MOST_DOCUMENTS + 1):
        make_document(house, title=f"Sheet {number}")
    many = post(client, "/library/take-away", {"topic": "", "space": "", "kind": "html"})
    assert many.status_code == 422
    assert "Choose a topic or a shelf" in many.text


def test_a_word_file_becomes_a_draft_that_is_not_saved_yet(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, VersionState.DRAFT, text="Saved before.")
    sent = {"paper": (paper("Ask about lanterns."), "sheet.docx")}
    page = post(client, f"/library/{made}/paper", sent, page=f"/library/{made}/edit", content_type="multipart/form-data")
    assert page.status_code == 200
    assert all(words in page.text for words in ("Saved before.", "Ask about lanterns.", "Nothing is saved yet"))
    assert "lanterns" not in client.get(f"/library/{made}/edit").text
    assert f'action="/library/{made}/edit"' in page.text  # from there it is saved


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "", "Choose a file first"),
        (b"%PDF-1.7", "sheet.pdf", "Choose a DOCX or ODT file"),
        (b"PK\x03\x04 not a zip", "sheet.docx", "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.docx", "older Word file"),
    ],
)
def test_what_is_no_document_is_refused_in_words(house: UUID, client: FlaskClient, data: bytes, name: str, said: str) -> None:
    made = make_document(house, VersionState.DRAFT, text="Saved before.")
    sent = {"paper": (io.BytesIO(data), name)}
    page = post(client, f"/library/{made}/paper", sent, page=f"/library/{made}/edit", content_type="multipart/form-data")
    assert page.status_code == 422
    assert said in page.text
    assert "Saved before." in page.text
