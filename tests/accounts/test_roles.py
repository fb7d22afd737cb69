"""C24, C14: roles are given by two people, taken by one, and what is taken away ends at once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import commands, queries
from network.accounts.models import RoleHolding
from network.accounts.rules import GIVE_ROLE, GIVE_SAFETY_ROLE, act_for
from network.approvals import commands as approvals
from network.approvals import queries as approval_queries
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.storage.db import db
from tests.factories.people import coordinator, make_person
from tests.forms import post


def holder(role: Role) -> Actor:
    """Somebody with a role, as commands see her and with a row of her own."""
    return Actor(person_id=make_person("Ada Wren", role=role), roles=frozenset({role}))


def roles_of(person_id: UUID) -> list[str]:
    return list(db.session.scalars(select(RoleHolding.role).where(RoleHolding.person_id == person_id)))


def about(person_id: UUID, role: Role) -> dict[str, Any]:
    return {"person_id": str(person_id), "role": role.value, "region_code": None}


@pytest.mark.parametrize("role", list(Role))
def test_only_the_safety_role_has_an_act_of_its_own(role: Role) -> None:
    assert act_for(role) == (GIVE_SAFETY_ROLE if role is Role.SAFETY_MODERATOR else GIVE_ROLE)


def test_nobody_gives_a_role_alone(app: Flask) -> None:
    person_id = make_person()
    for actor in (holder(Role.ADMINISTRATOR), coordinator()):
        with pytest.raises(Denied):
            commands.give_role(actor, person_id, Role.COORDINATOR)
    with pytest.raises(Denied):
        approvals.ask(coordinator(), GIVE_ROLE, about(person_id, Role.COORDINATOR), "why")
    assert roles_of(person_id) == []


def test_two_administrators_give_a_role_and_she_signs_in_anew(app: Flask, sign_in: Any) -> None:
    person_id = make_person("Tove Aas")
    client = sign_in(person_id)
    assert client.get("/people").status_code == 403
    one, other = holder(Role.ADMINISTRATOR), holder(Role.ADMINISTRATOR)
    approval_id = approvals.ask(one, GIVE_ROLE, about(person_id, Role.ADMINISTRATOR), "She runs the server.")
    assert str(approval_queries.show(other, approval_id).said) == "Role for Tove Aas: Administrator"
    assert client.get("/").status_code == 200
    approvals.approve(other, approval_id)
    assert roles_of(person_id) == ["administrator"]
    assert client.get("/").status_code == 303
    assert sign_in(person_id).get("/people").status_code == 200


def test_a_safety_moderator_may_be_the_second_and_no_wait_stands_for_her(app: Flask) -> None:
    person_id, moderator = make_person(), holder(Role.SAFETY_MODERATOR)
    asked = approvals.ask(holder(Role.ADMINISTRATOR), GIVE_SAFETY_ROLE, about(person_id, Role.SAFETY_MODERATOR), "why")
    assert not approval_queries.show(moderator, asked).standing.may_wait
    approvals.approve(moderator, asked)
    assert roles_of(person_id) == ["safety_moderator"]
    with pytest.raises(Denied):
        approvals.ask(moderator, GIVE_ROLE, about(person_id, Role.ADMINISTRATOR), "why")


def test_a_role_is_taken_by_one_and_ends_sessions_at_once(app: Flask, sign_in: Any) -> None:
    administrator, person_id = holder(Role.ADMINISTRATOR), make_person(role=Role.COORDINATOR)
    client = sign_in(person_id)
    with pytest.raises(NotFound):
        commands.take_role(administrator, person_id, Role.LIAISON, "north")
    commands.take_role(administrator, person_id, Role.COORDINATOR)
    assert roles_of(person_id) == []
    assert client.get("/").status_code == 303


def test_the_last_administrator_stays(app: Flask) -> None:
    administrator = holder(Role.ADMINISTRATOR)
    assert administrator.person_id is not None
    with pytest.raises(Conflict):
        commands.take_role(administrator, administrator.person_id, Role.ADMINISTRATOR)
    holder(Role.ADMINISTRATOR)
    commands.take_role(administrator, administrator.person_id, Role.ADMINISTRATOR)


def test_a_suspended_person_is_out_on_every_device_until_she_is_let_in_again(app: Flask, sign_in: Any) -> None:
    administrator, person_id = holder(Role.ADMINISTRATOR), make_person(role=Role.ADMINISTRATOR)
    devices = [sign_in(person_id), sign_in(person_id)]
    commands.suspend_person(administrator, person_id)
    assert [device.get("/").status_code for device in devices] == [303, 303]
    assert queries.administrators() == {administrator.person_id}
    assert administrator.person_id is not None
    with pytest.raises(Conflict):
        commands.suspend_person(administrator, administrator.person_id)
    commands.restore_person(administrator, person_id)
    assert [device.get("/").status_code for device in devices] == [303, 303]
    assert sign_in(person_id).get("/").status_code == 200


def test_people_are_paged_by_name(app: Flask) -> None:
    administrator = holder(Role.ADMINISTRATOR)
    made = [make_person(f"Person {number:02}") for number in range(30)]
    first = queries.people(administrator)
    assert [each.id for each in first.items] == [administrator.person_id, *made[:24]]
    rest = queries.people(administrator, first.older or "")
    assert ([each.id for each in rest.items], rest.older) == (made[24:], None)
    assert queries.people(administrator, "no id").items == ()
    assert queries.people(coordinator()).items == ()


def test_an_administrator_asks_on_the_pages(app: Flask, sign_in: Any) -> None:
    person_id, administrator = make_person("Tove Aas"), make_person(role=Role.ADMINISTRATOR)
    client, url = sign_in(administrator), f"/people/{person_id}"
    wrong = post(client, url, {"role": "liaison", "region": "", "reason": "She knows the north."})
    assert wrong.status_code == 422
    assert "Choose a region for a liaison" in wrong.get_data(as_text=True)
    assert "She knows the north." in wrong.get_data(as_text=True)
    asked = post(client, url, {"role": "coordinator", "region": "", "reason": "She begins in May."})
    assert asked.status_code == 303
    assert "Role for Tove Aas: Coordinator" in client.get(asked.headers["Location"]).get_data(as_text=True)
    approvals.approve(holder(Role.ADMINISTRATOR), UUID(asked.headers["Location"].rsplit("/", 1)[1]))
    again = post(client, url, {"role": "coordinator", "region": "", "reason": "Again."})
    assert again.status_code == 422
    assert "She has this role already." in again.get_data(as_text=True)
    assert post(client, f"{url}/suspend", page=url).status_code == 303
    assert "suspended" in client.get("/people").get_data(as_text=True)
    assert post(client, f"{url}/roles/liaison/take", page=url).status_code == 404
    assert post(client, f"{url}/roles/coordinator/take", page=url).status_code == 303
    assert client.get(f"/people/{uuid4()}").status_code == 404
    assert sign_in(person_id).get(url).status_code == 303
    assert sign_in(make_person(role=Role.COORDINATOR)).get(url).status_code == 404
