"""C53: a person sees and takes away what is held about her, and nothing of anybody else."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from network.accounts.commands import ask_for_address
from network.approvals.commands import approve, ask
from network.kernel.actor import ANONYMOUS, Actor, Role
from network.organizations import commands as organizations
from network.privacy import queries
from network.privacy.commands.erasing import export_own_data
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.forms import token_on
from tests.journal import facts
from tests.statements import statements

OTHERS = ("canary-name-of-rena", "canary-address-of-rena", "canary-name-of-pell", "canary-reason-of-pell", "canary-bar")


@pytest.fixture
def tove(app: Flask) -> UUID:
    """A lead who did this and that, among others whose names are canaries."""
    here = make_organization("Alder House", contact_email="canary-address-of-rena@people.example")
    there = make_organization("Birch Peers")
    person = make_member(here, is_lead=True, name="Tove Aas", email="tove@people.example")
    make_member(here, name="canary-name-of-rena", email="canary-address-of-rena@people.example")
    pell = make_person("canary-name-of-pell", role=Role.ADMINISTRATOR)
    second = make_person("canary-name-of-pell", role=Role.ADMINISTRATOR)
    about = {"person_id": str(person), "role": "coordinator", "region_code": None}
    asked = ask(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})), "give-role", about, "canary-reason-of-pell")
    approve(Actor(person_id=second, roles=frozenset({Role.ADMINISTRATOR})), asked)
    both = Actor(
        person_id=person, roles=frozenset({Role.COORDINATOR}), organization_ids=frozenset({here}), lead_of=frozenset({here})
    )
    organizations.add_do_not_pair(both, here, there, "canary-bar")
    organizations.make_invitation(both, here, False)
    return person


def taken(client: Any, kind: str) -> str:
    """The file that the button gives."""
    token = token_on(client, "/privacy/yours")
    answer = client.post("/privacy/yours/export", data={"csrf_token": token, "kind": kind})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="own-data-')
    return str(answer.get_data(as_text=True))


def test_c53_the_page_tells_what_every_room_holds(tove: UUID, sign_in: Any) -> None:
    page = sign_in(tove).get("/privacy/yours").get_data(as_text=True)
    for said in ("Tove Aas", "tove@people.example", "Alder House", "Coordinator", "Where you are signed in"):
        assert said in page
    for said in ("Organizations that you kept apart", "Invitations that you made", "What was done about you", "Role given"):
        assert said in page
    assert not [canary for canary in OTHERS if canary in page]


def test_a_link_for_her_own_account_is_none_that_she_made_for_others(tove: UUID, sign_in: Any) -> None:
    ask_for_address(Actor(person_id=tove), "tove@elsewhere.example")
    assert "Links that you made for others" not in sign_in(tove).get("/privacy/yours").get_data(as_text=True)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_c53_a_file_holds_it_all_and_nothing_of_others(tove: UUID, sign_in: Any, kind: str) -> None:
    text = taken(sign_in(tove), kind)
    assert "tove@people.example" in text
    assert "Organizations that you kept apart" in text
    assert not [canary for canary in OTHERS if canary in text]
    assert facts("own_data_exported") == [{"kind": kind}]


def test_the_files_can_be_read_again(tove: UUID, sign_in: Any) -> None:
    client = sign_in(tove)
    held = {part["what"]: part["rows"] for part in json.loads(taken(client, "json"))["held"]}
    assert held["Your account"][0]["E-mail"] == "tove@people.example"
    assert held["Your organizations"][0]["As lead"] is True
    rows = list(csv.reader(io.StringIO(taken(client, "csv").lstrip("\ufeff"))))
    assert rows[0] == ["What", "Row", "Field", "Value"]
    assert ["Your account", "1", "Name", "Tove Aas"] in rows


def test_the_number_of_statements_does_not_grow(tove: UUID) -> None:
    her = Actor(person_id=tove)
    with statements() as few:
        queries.held_about_me(her)
    for _ in range(5):
        export_own_data(her, "json")
    with statements() as many:
        queries.held_about_me(her)
    assert len([said for said in few if said.startswith("SELECT")]) == len([said for said in many if said.startswith("SELECT")])


def test_nobody_asks_for_a_stranger(app: Flask) -> None:
    assert queries.held_about_me(ANONYMOUS) == ()


def test_c9_a_file_and_erasing_ask_again_who_she_is(tove: UUID, sign_in: Any) -> None:
    stale = sign_in(tove, ago=timedelta(minutes=6))
    token = token_on(stale, "/privacy/yours")
    answer = stale.post("/privacy/yours/export", data={"csrf_token": token, "kind": "json"})
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert facts("own_data_exported") == []
    asked = stale.get("/privacy/yours/erase")
    assert asked.status_code == 303
    assert "step-up" in asked.headers["Location"] or "next=" in asked.headers["Location"]
    stale.post("/privacy/yours/erase", data={"csrf_token": token, "is_meant": "y"})
    assert facts("person_erased") == []
