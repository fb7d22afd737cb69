"""What people, spreadsheets and attackers type, into each text of each form: never a fault, never half kept (C33, C35)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.library.models import (
    AdaptationReason,
    Adoption,
    ChangeOffer,
    Document,
    DocumentVersion,
    ParentSeen,
    PassageComment,
)
from network.library.rules.states import VersionState
from network.storage.db import db
from tests.doors.corpus import TEXTS
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import make_member
from tests.factories.sharing import add_text, make_comment, make_offer, make_reason, text_of
from tests.forms import token_on

SignIn = Callable[..., FlaskClient]
TEXT = ("comment", "answer", "edit", "settle", "adopt", "adapt", "reasons", "reason", "parent", "offer", "decline")


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(make_organization("Wayside House"), is_lead=True))


def form(name: str, client: FlaskClient) -> tuple[str, str, dict[str, Any]]:
    """The address of a form, its text field, and what else is sent with it."""
    house = next(iter(db.session.execute(db.text("select id from organization")).scalars()))
    house = UUID(str(house))
    person = UUID(str(next(iter(db.session.execute(db.text("select person_id from membership")).scalars()))))
    made = make_document(house, VersionState.CONSULTATION)
    said = make_comment(made, house, written_by_id=person)
    held = make_document(house)
    mine = make_document(house, adapted_from_id=text_of(held).id)
    reason, offer = make_reason(mine), make_offer(make_document(house, adapted_from_id=text_of(held).id), held)
    if name in ("reasons", "reason"):
        add_text(mine, VersionState.DRAFT)
    if name == "parent":
        add_text(held)
    return {
        "comment": (f"{made}/comments/new", "text", {}),
        "answer": (f"{made}/comments/{said}/answer", "text", {}),
        "edit": (f"{made}/comments/{said}/edit", "text", {}),
        "settle": (f"{made}/comments/{said}/settle", "text", {"how": "not_taken"}),
        "adopt": (f"{held}/adopt", "note", {}),
        "adapt": (f"{held}/adapt", "why", {"title": "Far north", "place": "network", "number": "1"}),
        "reasons": (f"{mine}/reasons", "what", {"why": "Why."}),
        "reason": (f"{mine}/reasons/{reason}", "why", {"what": "What."}),
        "parent": (f"{mine}/parent", "note", {"number": "2"}),
        "offer": (f"{mine}/offers/new", "message", {"number": "1"}),
        "decline": (f"{held}/offers/{offer}", "answer", {"verdict": "decline"}),
    }[name]


def stored() -> list[int]:
    """How many rows the room's tables have."""
    db.session.rollback()
    kinds = (Document, DocumentVersion, PassageComment, Adoption, AdaptationReason, ParentSeen, ChangeOffer)
    return [db.session.query(kind).count() for kind in kinds]


@pytest.mark.quick_on("sqlite", "test_corpus_on_postgresql.py types the same into every kind of field on PostgreSQL")
@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["sample", "whole"])
@pytest.mark.parametrize("name", TEXT)
def test_no_form_stumbles(app: Flask, client: FlaskClient, name: str, is_whole: bool) -> None:
    """The quick run takes each value for one form in four."""
    url, field, more = form(name, client)
    token = token_on(client, "/notices")
    for turn, (what, typed) in enumerate(TEXTS.items(), TEXT.index(name)):
        if turn % 4 and not is_whole:
            continue
        before = stored()
        answer = client.post(f"/library/{url}", data={"csrf_token": token, "new_id": str(uuid4()), **more, field: typed})
        assert answer.status_code in (303, 409, 413, 422), f"{name}: {what} gives {answer.status_code}"
        if answer.status_code == 303:
            assert client.get(answer.location).status_code == 200, what
            if name in ("adopt", "adapt", "offer", "settle", "parent", "decline"):
                url, field, more = (
                    form(name, client) if name in ("adapt", "settle", "parent", "offer", "decline") else (url, field, more)
                )
        else:
            assert stored() == before, f"{name}: {what}"


@pytest.mark.parametrize("wrong", ["", "0", "-1", "2.5", "9" * 400, "²", "1022117", "\x00"])
def test_a_number_that_is_none_changes_nothing(app: Flask, client: FlaskClient, wrong: str) -> None:
    for name in ("adapt", "parent", "offer"):
        url, field, more = form(name, client)
        before = stored()
        sent = {"csrf_token": token_on(client, "/notices"), "new_id": str(uuid4()), **more, field: "Text.", "number": wrong}
        answer = client.post(f"/library/{url}", data=sent)
        assert answer.status_code in (409, 422), f"{name}: {answer.status_code}"
        assert stored() == before, f"{name}: {wrong!r:.20}"
