"""C57: refusals, tries in vain and looks at what is sealed leave an entry. It names no stranger, and other pages pay nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from network.accounts.models import Person
from network.accounts.rules import LIMITS
from network.journal.models import JournalEntry
from network.journal.noting import Noted
from network.kernel.actor import Role
from network.kernel.refusals import NotFound
from network.privacy.commands.duties import log_incident
from network.storage.db import db
from network.web import noting, passwords
from tests.canaries import holds
from tests.factories.factors import Key, make_app
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.forms import post, token_on
from tests.journal import facts
from tests.privacy.test_duties import ADMINISTRATOR, CAME, request_of
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "four quiet boots on larch"


def noted() -> list[JournalEntry]:
    """What the journal holds of refusals and tries, oldest first."""
    kinds = ("access_refused", "form_refused", "sign_in_failed", "proof_failed", "held_back", "link_failed")
    return list(db.session.scalars(select(JournalEntry).where(JournalEntry.event.in_(kinds)).order_by(JournalEntry.id)))


def test_c57_what_she_may_not_do_is_noted_with_the_right_that_she_lacks(app: Flask, sign_in: SignIn) -> None:
    person_id = make_person("Tove Aas")
    assert sign_in(person_id).get("/people").status_code == 403
    entry = noted()[0]
    assert (entry.event, entry.actor_id) == ("access_refused", person_id)
    assert entry.facts == {"page_code": "accounts.people", "right_code": "person:view", "about_id": None}


def test_c57_what_is_hidden_and_what_is_not_there_are_noted_alike(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_person("Tove Aas"))
    hidden, made_up = request_of(), uuid4()
    asked, pages = [], []
    for each in (hidden, hidden, made_up, hidden, made_up):
        with statements() as said:
            answer = client.get(f"/approvals/{each}")
        pages.append((answer.status_code, re.sub(r"\"[\w.-]{60,}\"", "", answer.get_data(as_text=True))))  # the form's token
        asked.append(said)
    assert pages[0][0] == 404
    assert len({each[1] for each in pages}) == 1
    assert asked[1] == asked[2] == asked[3] == asked[4]
    assert facts("access_refused") == [{"page_code": "approvals.show", "right_code": "", "about_id": str(hidden)}]


def test_c57_strangers_at_a_closed_door_write_nothing(app: Flask, sign_in: SignIn) -> None:
    client = sign_in()
    for address in ("/people", "/journal", f"/organizations/{uuid4()}", "/nothing-here", "/sign-in"):
        client.get(address)
    client.post("/people", data={"csrf_token": "made up"})
    assert noted() == []
    assert db.session.scalars(select(Noted)).all() == []


def test_c57_pages_that_refuse_nothing_write_nothing_more(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_member(make_organization()))
    for address in ("/", "/organizations", "/account", "/privacy", "/journal/mine", "/made-up-address"):
        client.get(address)
    with statements() as said:
        client.get("/organizations")
    assert not [line for line in said if "noted" in line]
    assert db.session.scalars(select(Noted)).all() == []


@pytest.fixture
def rena(app: Flask) -> UUID:
    person_id = make_person("Rena Okada", email="rena@people.example", password_hash=passwords.hashed(PASSWORD))
    make_app(person_id)
    return person_id


def try_in(client: FlaskClient, email: str, password: str = "wrong wrong wrong wrong") -> Any:
    """One try with a password."""
    return post(client, "/sign-in", {"email": email, "password": password})


def test_c57_a_failed_sign_in_names_the_account_and_never_what_was_typed(app: Flask, rena: UUID, sign_in: SignIn) -> None:
    for email in ("rena@people.example", "canary-nora@people.example", "rena@people.example"):
        assert try_in(sign_in(), email, "canary-password of nobody").status_code == 422
    assert [each.facts for each in noted()] == [{"person_id": str(rena)}, {"person_id": None}]
    assert {each.actor_id for each in noted()} == {None}
    assert holds(app, "canary-nora", "canary-password", "127.0.0.1") == []


def test_c4_c57_known_and_unknown_accounts_cost_the_same_statements(app: Flask, rena: UUID, sign_in: SignIn) -> None:
    client = sign_in()
    try_in(client, "somebody@people.example")  # the first try of all counts for all
    counts = []
    for _ in range(2):
        for email in ("rena@people.example", "nora@people.example"):
            token = token_on(client, "/sign-in")
            with statements() as said:
                client.post("/sign-in", data={"email": email, "password": "wrong wrong wrong wrong", "csrf_token": token})
            counts.append(len(said))
    assert counts[0] == counts[1], counts
    assert counts[2] == counts[3], counts


@time_machine.travel(NOW, tick=False)
def test_c5_c57_who_must_wait_is_noted_once_however_often_she_comes(app: Flask, rena: UUID, sign_in: SignIn) -> None:
    client = sign_in()
    for _ in range(LIMITS["account"].free):
        try_in(client, "rena@people.example")
    for _ in range(4):
        assert try_in(client, "rena@people.example").status_code == 429
    assert facts("held_back") == [{"kind": "password"}]
    assert db.session.scalars(select(Noted.times).where(Noted.event == "held_back")).all() == [1]
    assert db.session.scalars(select(Noted.times).where(Noted.event == "sign_in_failed")).all() == [LIMITS["account"].free]


@pytest.mark.parametrize(("field", "typed", "kind"), [("code", "000000", "typed"), ("credential", "made up", "passkey")])
def test_c57_a_wrong_second_step_is_noted(app: Flask, rena: UUID, sign_in: SignIn, field: str, typed: str, kind: str) -> None:
    Key().give_to(rena)
    client = sign_in(rena, proved="password")
    assert post(client, "/second-step", {field: typed}).status_code == 422
    assert [(each.actor_id, each.facts) for each in noted()] == [(rena, {"kind": kind})]


def test_c8_c57_links_that_do_not_hold_are_noted_once_by_kind(app: Flask, sign_in: SignIn) -> None:
    for number in range(3):
        for address in ("recover", "address", "invitations"):
            assert sign_in().get(f"/{address}/canary-token-{number}").status_code == 404
    assert [each["kind"] for each in facts("link_failed")] == ["recovery", "address", "invitation"]
    assert holds(app, "canary-token") == []


def test_c27_c57_a_form_from_elsewhere_is_noted_for_whose_browser_sent_it(app: Flask, rena: UUID, sign_in: SignIn) -> None:
    for _ in range(2):
        assert sign_in(rena).post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert sign_in().post("/sign-in", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    made_up = sign_in(rena).post("/sign-out", data={"csrf_token": "made up"})
    assert made_up.status_code == 422
    told = [(each.actor_id, each.facts["page_code"], each.facts["why_code"]) for each in noted()]
    assert told == [
        (rena, "accounts.sign_out", "elsewhere"),
        (None, "accounts.sign_in", "elsewhere"),
        (rena, "accounts.sign_out", "token"),
    ]


def test_c51_c57_what_is_sealed_is_hidden_in_lists_and_noted_when_it_is_opened(app: Flask, sign_in: SignIn) -> None:
    request_id, incident_id = request_of(), log_incident(ADMINISTRATOR, uuid4(), CAME, "canary-what")
    person_id = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    client = sign_in(person_id)
    for address in ("/privacy/requests", "/privacy/incidents"):
        page = client.get(address).get_data(as_text=True)
        assert "canary" not in page
    assert facts("privacy_request_read") == facts("incident_read") == []
    for _ in range(3):
        assert "canary-who" in client.get(f"/privacy/requests/{request_id}").get_data(as_text=True)
        assert "canary-what" in client.get(f"/privacy/incidents/{incident_id}").get_data(as_text=True)
        assert client.get("/journal").status_code == 200
    assert facts("privacy_request_read") == [{"request_id": str(request_id)}]
    assert facts("incident_read") == [{"incident_id": str(incident_id)}]
    assert facts("journal_read") == [{}]
    assert "not signed in" not in client.get("/journal").get_data(as_text=True)


def test_c57_the_journal_says_that_it_was_somebody_at_the_door(app: Flask, rena: UUID, sign_in: SignIn) -> None:
    try_in(sign_in(), "rena@people.example")
    page = sign_in(make_person("Pell Novak", role=Role.ADMINISTRATOR)).get("/journal").get_data(as_text=True)
    assert "Wrong password" in page
    assert "not signed in" in page
    assert "Rena Okada" in page


def test_f5_a_refusal_is_answered_though_it_can_not_be_noted(
    app: Flask, rena: UUID, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> None:
        raise OperationalError("insert", {}, Exception("database or disk is full"))

    monkeypatch.setattr(noting, "note", full)
    assert sign_in(rena).get("/people").status_code == 403
    assert try_in(sign_in(), "rena@people.example").status_code == 422
    assert noted() == []


def test_c57_the_words_of_a_refusal_are_never_kept(app: Flask, rena: UUID) -> None:
    """What a refusal quotes may be what somebody typed."""
    db.session.get_one(Person, rena)
    with app.test_request_context("/people"):
        noting.note_refusal(NotFound("canary-typed"))
    assert holds(app, "canary-typed") == []
