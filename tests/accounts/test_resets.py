"""C24, C11: lost second steps are taken away by two people; nobody sets anything for anybody."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import commands, queries
from network.accounts.models import Person
from network.accounts.rules import RESET_FACTORS, RESET_MODERATORS_FACTORS, Proof, act_to_reset
from network.approvals import commands as approvals
from network.journal.models import JournalEntry
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied
from network.storage.db import db
from network.web import passwords
from tests.factories.factors import Key, make_app, make_sheet
from tests.factories.people import make_person
from tests.forms import post


def holder(role: Role) -> Actor:
    return Actor(person_id=make_person("Ada Wren", role=role), roles=frozenset({role}))


def held(person_id: UUID) -> int:
    return sum(queries.held_factors(Actor(person_id=person_id)).values())


def test_two_people_take_lost_second_steps_away_and_the_password_with_them(app: Flask, sign_in: Any) -> None:
    person_id = make_person("Tove Aas", password_hash=passwords.hashed("four quiet boots on larch"))
    Key().give_to(person_id)
    make_app(person_id)
    make_sheet(person_id)
    make_sheet(person_id, Proof.RECOVERY)
    client, other = sign_in(person_id), make_person()
    make_app(other)
    one, two = holder(Role.ADMINISTRATOR), holder(Role.ADMINISTRATOR)
    asked = approvals.ask(one, RESET_FACTORS, {"person_id": str(person_id)}, "She called.")
    with pytest.raises(Conflict):
        approvals.approve(one, asked)
    assert held(person_id) == 4
    approvals.approve(two, asked)
    assert (held(person_id), held(other)) == (0, 1)
    assert client.get("/").headers["Location"].startswith("/sign-in")
    db.session.expire_all()
    assert not passwords.matches(db.session.get_one(Person, person_id).password_hash, "four quiet boots on larch")
    assert "factors_reset" in db.session.scalars(select(JournalEntry.event)).all()


def test_nobody_resets_alone(app: Flask) -> None:
    person_id = make_person()
    for role in Role:
        with pytest.raises(Denied):
            commands.reset_factors(holder(role), person_id)
    with pytest.raises(Denied):
        approvals.ask(holder(Role.COORDINATOR), RESET_FACTORS, {"person_id": str(person_id)}, "why")


def test_for_a_safety_moderator_no_wait_stands_for_the_second_person() -> None:
    assert act_to_reset([Role.SAFETY_MODERATOR, Role.LIAISON]) == RESET_MODERATORS_FACTORS
    assert act_to_reset([Role.ADMINISTRATOR]) == RESET_FACTORS
    act = {each.code: each for each in commands.FACTOR_ACTS}
    assert (act[RESET_FACTORS].may_wait, act[RESET_MODERATORS_FACTORS].may_wait) == (True, False)


def test_an_administrator_asks_on_the_pages_and_says_how_she_knows(app: Flask, sign_in: Any) -> None:
    person_id = make_person("Tove Aas")
    client, url = sign_in(make_person(role=Role.ADMINISTRATOR)), f"/people/{person_id}/reset"
    assert post(client, url, {"reason": " "}).status_code == 422
    asked = post(client, url, {"reason": "I called her at home."})
    assert asked.status_code == 303
    assert "New second step for Tove Aas" in client.get(asked.headers["Location"]).get_data(as_text=True)
    assert sign_in(make_person(role=Role.COORDINATOR)).get(url).status_code == 404
