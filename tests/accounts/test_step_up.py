"""C9, C13: what is worth stealing asks again who it is; what was posted before is kept and sent after it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts.models import Person, RoleHolding, SignIn
from network.kernel import clock
from network.kernel.actor import Role
from network.storage.db import db
from network.web.fresh import Sent
from tests.doors.pages import forms_of
from tests.factories.factors import make_sheet
from tests.factories.organizations import make_organization
from tests.factories.people import make_person
from tests.forms import post, token_on

STALE = timedelta(minutes=6)


CODES: list[str] = []


@pytest.fixture
def pell(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """An administrator with a sheet of codes, of an operator who asks no passkey of anybody."""
    monkeypatch.setitem(app.config, "PEER", replace(app.config["PEER"], passkey_roles=frozenset()))
    person_id = make_person("Pell Novak", email="pell@people.example", role=Role.ADMINISTRATOR)
    CODES[:] = make_sheet(person_id)
    return person_id


def cookie_of(client: Any) -> str:
    return str(client.get_cookie("session_8000", domain="localhost").value)


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page's last form."""
    fields = forms_of(html, "")[-1].fields.values()
    return {each.name: each.values[0] for each in fields if each.kind == "hidden"}


def test_a_page_opens_at_once_to_who_has_just_proved_herself_and_asks_her_later(pell: UUID, sign_in: Any) -> None:
    assert sign_in(pell).get(f"/people/{pell}").status_code == 200
    answer = sign_in(pell, ago=STALE).get(f"/people/{pell}?a=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/step-up?next=/people/{pell}?a%3D1"


ASKED = ["/account/password", "/people/{}", "/organizations/export", "/pairings/export", "/pairings/import"]


@pytest.mark.parametrize("address", ASKED)
def test_a_stolen_cookie_alone_opens_none_of_them(pell: UUID, sign_in: Any, address: str) -> None:
    db.session.add(RoleHolding(person_id=pell, role=Role.COORDINATOR, given_at=clock.now()))
    db.session.commit()
    thief = sign_in(pell, ago=STALE)
    assert thief.get(address.format(pell)).headers["Location"].startswith("/step-up")
    sent = thief.post(address.format(pell), data={"csrf_token": token_on(thief, "/account"), "kind": "csv"})
    assert "Is it you?" in sent.get_data(as_text=True)


def test_c9_two_organizations_become_one_only_for_who_has_just_proved_herself(pell: UUID, sign_in: Any) -> None:
    """One of the two ends with it."""
    db.session.add(RoleHolding(person_id=pell, role=Role.COORDINATOR, given_at=clock.now()))
    db.session.commit()
    kept, other = make_organization("Larkspur House"), make_organization("Larkspur House Society")
    thief = sign_in(pell, ago=STALE)
    sent = thief.post(f"/organizations/{kept}/merge/{other}", data={"csrf_token": token_on(thief, "/account")})
    assert "Is it you?" in sent.get_data(as_text=True)
    assert thief.get(f"/organizations/{other}").status_code == 200
    assert post(sign_in(pell), f"/organizations/{kept}/merge/{other}", {}).status_code == 303


def test_c9_figures_are_seen_and_not_taken_away(pell: UUID, sign_in: Any) -> None:
    db.session.add(RoleHolding(person_id=pell, role=Role.COORDINATOR, given_at=clock.now()))
    db.session.commit()
    thief = sign_in(pell, ago=STALE)
    assert thief.get("/pairings/reports").status_code == 200
    sent = thief.post("/pairings/reports/file", data={"csrf_token": token_on(thief, "/account"), "kind": "csv"})
    assert "Is it you?" in sent.get_data(as_text=True)
    made = f"/pairings/reports/{uuid4()}/file"
    assert "Is it you?" in thief.post(made, data={"csrf_token": token_on(thief, "/account")}).get_data(as_text=True)


def test_after_the_proof_she_goes_where_she_wanted_and_the_old_cookie_is_dead(pell: UUID, sign_in: Any) -> None:
    client = sign_in(pell, ago=STALE)
    before = cookie_of(client)
    answer = post(client, f"/step-up?next=/people/{pell}", {"code": CODES.pop()})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{pell}")
    assert client.get(f"/people/{pell}").status_code == 200
    thief = sign_in()
    thief.set_cookie("session_8000", before, domain="localhost")
    assert thief.get("/").status_code == 303
    assert len(db.session.scalars(select(SignIn)).all()) == 1


def test_five_minutes_later_it_is_asked_again(pell: UUID, sign_in: Any) -> None:
    client = sign_in(pell)
    with time_machine.travel(clock.now() + timedelta(minutes=4, seconds=50), tick=False):
        assert client.get(f"/people/{pell}").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1), tick=False):
        assert client.get(f"/people/{pell}").status_code == 303


def test_a_wrong_code_opens_nothing_and_after_five_she_waits(pell: UUID, sign_in: Any) -> None:
    client = sign_in(pell, ago=STALE)
    with time_machine.travel(clock.now(), tick=False):
        wrong = [post(client, "/step-up", {"code": "WRONG-CODE"}).status_code for _ in range(5)]
        assert wrong == [422] * 5
        held = post(client, "/step-up", {"code": CODES.pop()})
    assert held.status_code == 429
    assert held.headers["Retry-After"] == "1"
    assert client.get(f"/people/{pell}").headers["Location"].startswith("/step-up")


def test_what_was_posted_is_kept_and_sent_after_the_proof(pell: UUID, sign_in: Any) -> None:
    other = make_person("Tove Aas")
    client = sign_in(pell, ago=STALE)
    typed = {"role": "coordinator", "region": "", "reason": 'She said "yes" & begins in May.'}
    asked = client.post(f"/people/{other}", data={"csrf_token": token_on(client, "/account"), **typed})
    page = asked.get_data(as_text=True)
    assert "What you typed is kept." in page
    kept = hidden(page)
    again = client.post("/step-up", data={**kept, "code": "WRONG-CODE"})
    assert again.status_code == 422
    shown = client.post("/step-up", data={**hidden(again.get_data(as_text=True)), "code": CODES.pop()})
    sent = hidden(shown.get_data(as_text=True))
    assert {name: sent[name] for name in typed} == typed
    assert f'action="/people/{other}"' in shown.get_data(as_text=True)
    done = client.post(f"/people/{other}", data=sent)
    assert done.status_code == 303
    assert done.headers["Location"].startswith("/approvals/")


def test_nothing_is_done_by_the_proof_itself(pell: UUID, sign_in: Any) -> None:
    other = make_person("Tove Aas")
    client = sign_in(pell, ago=STALE)
    page = client.post(f"/people/{other}/suspend", data={"csrf_token": token_on(client, "/account")}).get_data(as_text=True)
    assert client.post("/step-up", data={**hidden(page), "code": CODES.pop()}).status_code == 200
    assert not db.session.get_one(Person, other).is_suspended


@pytest.mark.parametrize(
    "sent",
    ["", "[]", "{}", "nonsense", '["//evil.example", []]', '["/x", [["a"]]]', '["/x", 7]', "[7, []]", '["/\\\\evil", []]'],
)
def test_what_is_kept_goes_to_this_site_or_nowhere(pell: UUID, sign_in: Any, sent: str) -> None:
    """C31."""
    client = sign_in(pell, ago=STALE)
    answer = post(client, "/step-up", {"code": CODES.pop(), "sent_before": sent})
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/")


def test_passwords_and_tokens_are_never_kept(app: Flask, pell: UUID, sign_in: Any) -> None:
    client = sign_in(pell, ago=STALE)
    typed = {"csrf_token": token_on(client, "/account"), "password": "canary-one", "new_password": "canary-two"}
    page = client.post("/account/password", data=typed).get_data(as_text=True)
    assert "canary" not in page
    assert Sent("/account/password", ()).packed().replace('"', "&#34;") in page


def test_a_part_of_a_page_leads_the_whole_page_to_the_question(pell: UUID, sign_in: Any) -> None:
    client = sign_in(pell, ago=STALE)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost:8000/people?after=x"}
    answer = client.get(f"/people/{pell}", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/step-up?next=/people?after%3Dx")


def test_an_ended_session_is_not_brought_back_by_a_proof(pell: UUID, sign_in: Any) -> None:
    """C14."""
    client = sign_in(pell, ago=STALE)
    token = token_on(client, "/step-up")
    for row in db.session.scalars(select(SignIn)):
        row.ended_at = clock.now()
    db.session.commit()
    assert client.post("/step-up", data={"csrf_token": token, "code": CODES.pop()}).status_code in (404, 422)
    assert db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all() == []
