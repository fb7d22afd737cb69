"""C14, C24: sequences (corpus 5.7): a form many times at once, twice in a row, after a sign-out, while a file is sent."""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.accounts.commands import leave
from network.accounts.models import Person, SignIn
from network.accounts.rules import act_for
from network.approvals.commands import ask
from network.kernel import clock
from network.kernel.actor import Role
from network.organizations import commands as organizations
from network.organizations.models import ImportBatch, Invitation, Organization
from network.privacy.commands.erasing_others import ask_to_erase
from network.privacy.models import Incident, PrivacyRequest
from network.privacy.rules.erasing import NOT_BEFORE
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member, make_person, staff
from tests.forms import token_on, value_on
from tests.journal import facts
from tests.privacy.test_duties import request_of

SignInAs = Callable[..., FlaskClient]
AT_ONCE = 6


def at_once(clients: list[FlaskClient], page: str, address: str, **fields: str) -> list[int]:
    """Each browser has the page open, and all press the button together."""
    sent = [(client, {"csrf_token": token_on(client, page), **fields}) for client in clients]
    with ThreadPoolExecutor(len(sent)) as crowd:
        answers = list(crowd.map(lambda each: each[0].post(address, data=each[1]).status_code, sent))
    db.session.rollback()
    return answers


@pytest.fixture
def pells(app: Flask, sign_in: SignInAs) -> list[FlaskClient]:
    """An administrator in several tabs."""
    pell = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    return [sign_in(pell) for _ in range(AT_ONCE)]


def test_c24_of_many_approvals_at_once_one_is_done(app: Flask, sign_in: SignInAs) -> None:
    tove = make_person("Tove Aas")
    about = {"person_id": str(tove), "role": "coordinator", "region_code": None}
    approval_id = ask(staff(Role.ADMINISTRATOR), act_for(Role.COORDINATOR), about, "She runs the rounds.")
    clients = [sign_in(make_person(role=Role.ADMINISTRATOR)) for _ in range(AT_ONCE)]
    answers = at_once(clients, f"/approvals/{approval_id}", f"/approvals/{approval_id}/approve")
    assert answers.count(303) == 1, answers
    assert set(answers) <= {303, 422, 409}
    assert len(facts("role_given")) == len(facts("approval_given")) == 1


def test_c53_of_many_erasures_at_once_one_is_done(app: Flask, sign_in: SignInAs) -> None:
    tove = make_person("Tove Aas")
    approval_id = ask_to_erase(staff(Role.ADMINISTRATOR), tove, "She rang.")
    with time_machine.travel(clock.now() + NOT_BEFORE + timedelta(minutes=1), tick=True):
        clients = [sign_in(make_person(role=Role.ADMINISTRATOR)) for _ in range(AT_ONCE)]
        answers = at_once(clients, f"/approvals/{approval_id}", f"/approvals/{approval_id}/approve")
    assert answers.count(303) == 1, answers
    assert len(facts("person_erased")) == 1


def test_more_time_is_taken_once_however_many_press(app: Flask, pells: list[FlaskClient]) -> None:
    request_id = request_of(clock.today())
    page = f"/privacy/requests/{request_id}"
    answers = at_once(pells, page, f"{page}/extend", why="volume", is_told="y")
    assert answers.count(303) == 1, answers
    assert len(facts("privacy_request_extended")) == 1


WRITTEN = [
    ("/privacy/requests", {"kind": "access", "received_on": "2026-11-02", "who": "By phone"}, PrivacyRequest, "request"),
    ("/privacy/incidents", {"noticed_on": "2026-11-02", "what": "A sheet was lost."}, Incident, "incident"),
]
_NAMES = [each[3] for each in WRITTEN]


@pytest.mark.parametrize(("page", "fields", "table", "name"), WRITTEN, ids=_NAMES)
def test_what_is_written_down_with_two_presses_is_one_entry(
    app: Flask, pells: list[FlaskClient], page: str, fields: dict[str, str], table: Any, name: str
) -> None:
    """In turn and at once. The second is told so, keeps what she typed, and writes another one by sending it again."""
    shown = pells[0].get(page).get_data(as_text=True)
    sent = {"csrf_token": value_on(shown, "csrf_token"), "new_id": value_on(shown, "new_id"), **fields}
    first, second = (pells[0].post(page, data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 422)
    text = second.get_data(as_text=True)
    assert "written down already" in text
    assert next(iter(fields.values())) in text, "what was typed is still there"
    answers = at_once(pells, page, page, **{**fields, "new_id": str(uuid4())})
    assert sorted(answers) == [303] + [422] * (AT_ONCE - 1)
    again = {**sent, "new_id": value_on(text, "new_id")}
    assert pells[0].post(page, data=again).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(table)) == 3
    assert len(facts(f"{'privacy_request' if name == 'request' else name}_logged")) == 3


def test_an_invitation_mailed_with_two_presses_is_one_link(app: Flask, sign_in: SignInAs, pells: list[FlaskClient]) -> None:
    """By an administrator for the staff, by a lead for her organization; in turn and at once."""
    lead = sign_in(make_member(made := make_organization("Alder House"), is_lead=True))
    for clients, page, fields in ((pells, "/people/invite", {}), ([lead], f"/organizations/{made}/invite", {"role": "member"})):
        before = len(facts("invitation_sent"))
        shown = clients[0].get(page).get_data(as_text=True)
        sent = {
            "csrf_token": value_on(shown, "csrf_token"),
            "new_id": value_on(shown, "new_id"),
            "email": "jo@people.example",
            **fields,
        }
        first, second = (clients[0].post(page, data=sent) for _ in range(2))
        assert (first.status_code, second.status_code) == (303, 422)
        assert "on its way already" in second.get_data(as_text=True)
        assert len(facts("invitation_sent")) == before + 1
    answers = at_once(pells, "/people/invite", "/people/invite", email="jo@people.example", new_id=str(uuid4()))
    assert sorted(answers) == [303] + [422] * (AT_ONCE - 1)
    assert len(facts("invitation_sent")) == db.session.scalar(select(func.count()).select_from(Invitation)) == 3


def test_a_text_published_with_two_presses_asks_everybody_once(app: Flask, pells: list[FlaskClient]) -> None:
    page = "/terms/person/new"
    sent = {"csrf_token": token_on(pells[0], page), "text": "What we promise."}
    answers = at_once(pells, page, page, text="What we promise.")
    assert answers.count(303) == 1, answers
    assert set(answers) <= {303, 422, 404}, "who owes the new text is led to it first"
    for client in pells:
        asked = client.get("/terms").get_data(as_text=True)
        if value_on(asked, "text"):
            fields = {name: value_on(asked, name) for name in ("csrf_token", "text", "organization")}
            client.post("/terms", data={**fields, "accepts": "y"})
    again = pells[0].post(page, data=sent)
    assert again.status_code == 422
    assert "Nobody is asked again" in again.get_data(as_text=True)
    assert [each["version"] for each in facts("terms_published")] == [1]


@pytest.mark.parametrize("held", ["", "none", "0b1fd9b0-7b7c-11ee-b962-0242ac120002", "x" * 5_000])
def test_an_id_that_no_form_of_ours_holds_is_passed_over(app: Flask, pells: list[FlaskClient], held: str) -> None:
    page, fields, table, _ = WRITTEN[1]
    sent = {"csrf_token": token_on(pells[0], page), "new_id": held, **fields}
    assert pells[0].post(page, data=sent).status_code == 303
    assert str(db.session.scalars(select(table.id)).one()) != held


def test_c8_of_many_who_use_one_invitation_at_once_one_joins(app: Flask, sign_in: SignInAs) -> None:
    load_default_lists()
    token = organizations.make_invitation(staff(), make_organization("Alder House"), False)
    clients = [sign_in() for _ in range(AT_ONCE)]
    typed = {"name": "Rena Okada", "email": "rena@people.example", "password": "wandering lanterns beyond snow"}
    address = f"/invitations/{token}"
    before = db.session.scalar(select(func.count()).select_from(Person)) or 0
    answers = at_once(clients, address, address, **typed)
    assert answers.count(303) >= 1
    assert set(answers) <= {303, 404, 422, 429}, answers
    assert db.session.scalar(select(func.count()).select_from(Person)) == before + 1
    assert len(facts("invitation_accepted")) == 1


def test_a_button_pressed_twice_adds_one_entry(app: Flask, sign_in: SignInAs) -> None:
    load_default_lists()
    client = sign_in(make_person(role=Role.COORDINATOR))
    made = make_organization("Alder House")
    page = f"/organizations/{made}"
    token = token_on(client, page)
    answers = [client.post(f"{page}/confirm", data={"csrf_token": token}).status_code for _ in range(2)]
    assert all(each in (303, 404, 409) for each in answers)
    assert db.session.scalar(select(func.count()).select_from(Organization)) == 1


def test_c14_what_was_signed_out_stays_out_though_old_pages_send_their_forms(app: Flask, sign_in: SignInAs) -> None:
    person = make_person("Tove Aas")
    client = sign_in(person)
    token = token_on(client, "/account")
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    for address in ("/account/password", "/account/address", "/privacy/yours/erase", "/sign-out"):
        answer = client.post(address, data={"csrf_token": token, "is_meant": "y"})
        assert answer.status_code in (303, 404, 422), address
        assert answer.status_code != 303 or answer.headers["Location"].startswith("/sign-in"), address
    assert facts("person_erased") == []
    assert db.session.scalars(select(SignIn.ended_at).where(SignIn.person_id == person)).one() is not None


class LeavesMeanwhile(io.BytesIO):
    """A file on a slow line: while its second half comes, its sender signs out elsewhere."""

    def __init__(self, content: bytes, app: Flask, sign_in_id: UUID) -> None:
        super().__init__(content)
        self._app, self._sign_in_id, self._has_left = app, sign_in_id, False

    def readinto(self, buffer: Any) -> int:
        if not self._has_left and self.tell() > 0:
            self._has_left = True
            with self._app.app_context():
                leave(self._sign_in_id)
        part = self.read(min(len(buffer), 4_096))
        buffer[: len(part)] = part
        return len(part)


def _body(token: str, rows: int) -> Iterator[bytes]:
    yield b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + token.encode() + b"\r\n"
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n'
    yield b"Name,Community\n" + b"Alder House,Juniper\n" * rows + b"\r\n--x--\r\n"


def test_c14_signing_out_while_a_file_is_sent_brings_no_session_back(app: Flask, sign_in: SignInAs) -> None:
    load_default_lists()
    person = make_person(role=Role.COORDINATOR)
    client = sign_in(person)
    token = token_on(client, "/organizations/import")
    sign_in_id = db.session.scalars(select(SignIn.id).where(SignIn.person_id == person)).one()
    db.session.rollback()
    body = b"".join(_body(token, 2_000))
    sent: Any = client.post(
        "/organizations/import",
        input_stream=LeavesMeanwhile(body, app, sign_in_id),
        content_length=len(body),
        content_type="multipart/form-data; boundary=x",
    )
    assert sent.status_code in (303, 404, 422), sent.status_code
    db.session.rollback()
    row = db.session.get_one(SignIn, sign_in_id)
    assert row.ended_at is not None
    assert client.get("/organizations").headers["Location"].startswith("/sign-in")
    kept = db.session.scalar(select(func.count()).select_from(ImportBatch)) or 0
    assert kept <= 1, "whole or not at all"
