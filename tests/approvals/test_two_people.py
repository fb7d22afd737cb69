"""C24: what needs two people is done by two, once, or by nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network import features
from network.accounts.models import RoleHolding
from network.accounts.queries import names_of
from network.approvals import commands, jobs, queries
from network.approvals.models import Approval
from network.approvals.rules import Act, State
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.settings.events import SettingChanged
from network.storage.db import db
from tests.doors.matrix import bare
from tests.factories.people import make_person
from tests.forms import post
from tests.journal import facts

DONE: list[Any] = []


@command
def ring_the_bell(actor: Actor, about: Any) -> None:
    """An act that leaves a trace; one that is about nothing can't be done."""
    authorize(actor, Permission.APPROVAL_BY_CLOCK)
    if about["how_often"] == 0:
        raise Conflict(words("There is nothing to ring."))
    record(actor, SettingChanged(key="bell"))
    DONE.append(about)


def holders() -> frozenset[UUID]:
    return frozenset(db.session.scalars(select(RoleHolding.person_id).where(RoleHolding.role == Role.ADMINISTRATOR)))


def bell(code: str, *, may_wait: bool) -> Act:
    said = lambda about: words("Ring the bell %(num)s times", num=about["how_often"])  # noqa: E731
    return Act(code, Permission.LIST_EDIT, ring_the_bell, holders, said, may_wait)


@pytest.fixture(autouse=True)
def acts(app: Flask) -> Iterator[None]:
    DONE.clear()
    queries.know([bell("ring", may_wait=True), bell("ring-sealed", may_wait=False)], names_of)
    yield
    queries.know(features.ACTS, names_of)


def administrator() -> Actor:
    return Actor(person_id=make_person("Ada Wren", role=Role.ADMINISTRATOR), roles=frozenset({Role.ADMINISTRATOR}))


def asked(actor: Actor, code: str = "ring", how_often: int = 3) -> UUID:
    return commands.ask(actor, code, {"how_often": how_often}, "It is time.")


def state_of(approval_id: UUID) -> str:
    db.session.expire_all()
    found = db.session.get(Approval, approval_id)
    assert found is not None
    return found.state


def test_it_is_done_when_another_approves(app: Flask) -> None:
    one, other = administrator(), administrator()
    approval_id = asked(one)
    assert DONE == []
    commands.approve(other, approval_id)
    assert DONE == [{"how_often": 3}]
    assert state_of(approval_id) == State.APPROVED
    assert facts("setting_changed") == [{"key": "bell"}]
    assert facts("approval_given") == [
        {"approval_id": str(approval_id), "act": "ring", "how": "person", "asked_by_id": str(one.person_id)}
    ]


def test_nobody_is_her_own_second(app: Flask) -> None:
    one = administrator()
    approval_id = asked(one)
    with pytest.raises(Conflict):
        commands.approve(one, approval_id)
    with pytest.raises(Conflict):
        commands.refuse(one, approval_id, "no")
    assert (DONE, state_of(approval_id)) == ([], State.WAITING)


def test_who_has_no_right_to_the_act_sees_and_does_nothing(app: Flask) -> None:
    approval_id = asked(administrator())
    outsider = Actor(person_id=make_person(role=Role.COORDINATOR), roles=frozenset({Role.COORDINATOR}))
    with pytest.raises(Denied):
        asked(outsider)
    for act in (commands.approve, commands.withdraw, commands.announce_wait):
        with pytest.raises(NotFound):
            act(outsider, approval_id)
    with pytest.raises(Denied):
        commands.make_token(administrator(), approval_id)


def test_what_was_asked_is_done_once_however_many_approve_at_once(app: Flask) -> None:
    approval_id = asked(administrator())
    others = [administrator() for _ in range(4)]

    def attempt(actor: Actor) -> str:
        with app.app_context():
            try:
                commands.approve(actor, approval_id)
            except Conflict:
                return "late"
            return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, others))
    assert outcomes == ["done", "late", "late", "late"]
    assert len(DONE) == 1


def test_an_act_that_fails_leaves_it_waiting(app: Flask) -> None:
    approval_id = asked(administrator(), how_often=0)
    with pytest.raises(Conflict):
        commands.approve(administrator(), approval_id)
    assert state_of(approval_id) == State.WAITING


def test_the_same_is_not_asked_twice(app: Flask) -> None:
    asked(administrator())
    with pytest.raises(Conflict):
        asked(administrator())
    asked(administrator(), how_often=4)


def test_a_refusal_and_a_withdrawal_end_it(app: Flask) -> None:
    one, other = administrator(), administrator()
    refused, withdrawn = asked(one), asked(one, how_often=1)
    commands.refuse(other, refused, "Not this week.")
    commands.withdraw(one, withdrawn)
    assert (state_of(refused), state_of(withdrawn)) == (State.REFUSED, State.WITHDRAWN)
    for approval_id in (refused, withdrawn):
        with pytest.raises(Conflict):
            commands.approve(other, approval_id)
    assert queries.show(one, refused).answer == "Not this week."


def test_the_operators_token_stands_for_a_second_who_does_not_exist(app: Flask) -> None:
    one = administrator()
    approval_id = asked(one)
    token = commands.make_token(SYSTEM, approval_id)
    assert token not in str(db.session.execute(select(Approval)).all())
    with pytest.raises(Invalid):
        commands.approve_by_token(one, approval_id, token[:-1])
    with pytest.raises(Invalid):
        commands.approve_by_token(administrator(), approval_id, token)  # and now two could approve
    with pytest.raises(Invalid):
        commands.approve_by_token(one, approval_id, token)
    with pytest.raises(Conflict):
        commands.make_token(SYSTEM, approval_id)
    assert DONE == []


def test_a_token_holds_once_and_for_an_hour(app: Flask) -> None:
    one = administrator()
    approval_id = asked(one)
    token = commands.make_token(SYSTEM, approval_id)
    with time_machine.travel(clock.now() + timedelta(minutes=61)), pytest.raises(Invalid):
        commands.approve_by_token(one, approval_id, token)
    commands.approve_by_token(one, approval_id, token)
    assert len(DONE) == 1
    with pytest.raises(Invalid):
        commands.approve_by_token(one, approval_id, token)


def test_an_announced_wait_passes_by_the_clock_unless_somebody_refuses(app: Flask) -> None:
    one, other = administrator(), administrator()
    passing, refused, sealed = asked(one), asked(one, how_often=1), asked(one, "ring-sealed")
    begun = clock.now()
    with pytest.raises(Conflict):
        commands.announce_wait(one, passing)
    with time_machine.travel(begun + timedelta(hours=73)):
        with pytest.raises(Conflict):
            commands.announce_wait(other, passing)
        with pytest.raises(Conflict):
            commands.announce_wait(one, sealed)
        commands.announce_wait(one, passing)
        commands.announce_wait(one, refused)
    with time_machine.travel(begun + timedelta(days=9)):
        jobs.settle_approvals(SYSTEM)
        commands.refuse(other, refused, "No.")
        assert DONE == []
    with time_machine.travel(begun + timedelta(days=11)):
        jobs.settle_approvals(SYSTEM)
        jobs.settle_approvals(SYSTEM)
    assert DONE == [{"how_often": 3}]
    with time_machine.travel(begun + timedelta(days=31)):
        jobs.settle_approvals(SYSTEM)
    assert (state_of(passing), state_of(refused), state_of(sealed)) == (State.APPROVED, State.REFUSED, State.LAPSED)


def test_it_is_asked_and_answered_on_the_pages(app: Flask, sign_in: Any) -> None:
    one, other = administrator(), administrator()
    approval_id = asked(one)
    url = f"/approvals/{approval_id}"
    mine, theirs = sign_in(one.person_id), sign_in(other.person_id)
    assert "Their move" in mine.get(url).get_data(as_text=True)
    assert "Ring the bell 3 times" in theirs.get("/approvals").get_data(as_text=True)
    assert queries.count_for(other) == 1
    assert post(mine, f"{url}/approve", page=url).status_code == 409
    empty = post(theirs, f"{url}/refuse", {"answer": " "}, page=url)
    assert empty.status_code == 422
    assert "Say why" in empty.get_data(as_text=True)
    assert post(theirs, f"{url}/approve", page=url).status_code == 303
    assert len(DONE) == 1
    assert "by a second person" in mine.get(url).get_data(as_text=True)
    stranger = sign_in(make_person(role=Role.COORDINATOR))
    made_up = stranger.get(f"/approvals/{uuid4()}")
    assert bare(stranger.get(url)) == bare(made_up)
    assert made_up.status_code == 404


def test_alone_she_is_told_of_the_token(app: Flask, sign_in: Any) -> None:
    one = administrator()
    approval_id = asked(one)
    client, url = sign_in(one.person_id), f"/approvals/{approval_id}"
    assert str(approval_id) in client.get(url).get_data(as_text=True)
    wrong = post(client, f"{url}/token", {"token": "guess"}, page=url)
    assert wrong.status_code == 422
    assert "This token doesn&#39;t hold" in wrong.get_data(as_text=True)
    token = commands.make_token(SYSTEM, approval_id)
    assert post(client, f"{url}/token", {"token": f" {token} "}, page=url).status_code == 303
    assert len(DONE) == 1


@pytest.mark.parametrize("act", ["approve", "announce", "token"])
def test_c9_a_stolen_cookie_alone_is_no_second_person(app: Flask, sign_in: Any, act: str) -> None:
    approval_id = asked(administrator())
    thief = sign_in(make_person(role=Role.ADMINISTRATOR), ago=timedelta(minutes=6))
    answer = post(thief, f"/approvals/{approval_id}/{act}", {"token": "abc"}, page=f"/approvals/{approval_id}")
    assert "step-up" in answer.get_data(as_text=True)
    assert (state_of(approval_id), DONE) == (State.WAITING, [])
