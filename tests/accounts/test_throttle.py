"""C5: tries are counted before anything is hashed, by account, network and in all; a stranger keeps nobody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts import commands, rules
from network.accounts.models import Device, Person, SignInTry
from network.accounts.rules import LIMITS, Limit, network_of, said_pause, wait
from network.kernel import clock
from network.storage.db import db
from network.web import passwords
from tests.factories.factors import make_sheet
from tests.factories.people import make_person
from tests.forms import post

PASSWORD = "four quiet boots on larch"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIVE = Limit(5, timedelta(minutes=15), timedelta(hours=1))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("count", "gone", "left"),
    [
        (4, timedelta(0), timedelta(0)),
        (5, timedelta(0), SECOND),
        (5, SECOND, timedelta(0)),
        (8, timedelta(0), 8 * SECOND),
        (8, 3 * SECOND, 5 * SECOND),
        (500, timedelta(0), timedelta(minutes=15)),
        (500, timedelta(hours=1), timedelta(0)),
        (500, -timedelta(days=3), timedelta(minutes=15)),
    ],
)
def test_each_try_over_the_free_ones_doubles_the_wait_up_to_the_longest(count: int, gone: timedelta, left: timedelta) -> None:
    assert wait(FIVE, count, NOW - gone, NOW) == left


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("", "unknown"),
        ("rubbish", "unknown"),
    ],
)
def test_neighbours_are_counted_together(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_wait_is_said_in_the_unit_that_matters() -> None:
    assert str(said_pause(timedelta(seconds=1.2))) == "Wait 2 seconds, then try again."
    assert str(said_pause(timedelta(seconds=61))) == "Wait 2 minutes, then try again."


@pytest.fixture
def rena(app: Flask) -> UUID:
    person_id = make_person("Rena Okada", email="rena@people.example")
    db.session.get_one(Person, person_id).password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return person_id


def attempt(client: Any, password: str, email: str = "rena@people.example", address: str = "192.0.2.1") -> Any:
    return post(client, "/sign-in", {"email": email, "password": password}, environ_overrides={"REMOTE_ADDR": address})


@pytest.mark.parametrize("email", ["rena@people.example", "nobody@people.example"])
def test_after_the_free_tries_even_the_right_password_waits_and_known_and_unknown_look_alike(
    rena: UUID, sign_in: Any, email: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        statuses = [attempt(sign_in(), "wrong", email, f"192.0.{n}.1").status_code for n in range(LIMITS["account"].free)]
        assert set(statuses) == {422}
        held = attempt(sign_in(), PASSWORD, email, "198.51.100.1")
    assert held.status_code == 429
    assert held.headers["Retry-After"] == "1"
    assert "Wait 1 second" in held.get_data(as_text=True)
    assert email in held.get_data(as_text=True)


def test_who_waited_gets_in_and_begins_anew(rena: UUID, sign_in: Any) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        for number in range(LIMITS["account"].free):
            attempt(sign_in(), "wrong", address=f"192.0.{number}.1")
        traveller.shift(2)
        assert attempt(sign_in(), PASSWORD).status_code == 303
        assert attempt(sign_in(), "wrong").status_code == 422


def test_a_browser_that_she_used_before_gets_in_while_strangers_try(rena: UUID, sign_in: Any) -> None:
    codes = make_sheet(rena)
    with time_machine.travel(NOW, tick=False):
        mine = sign_in()
        assert attempt(mine, PASSWORD, address="203.0.113.9").status_code == 303
        assert post(mine, "/second-step", {"code": codes[0]}).status_code == 303
        assert post(mine, "/sign-out", page="/").status_code == 303
        for number in range(LIMITS["account"].free + 2):
            attempt(sign_in(), "wrong", address=f"192.0.{number}.1")
        assert attempt(sign_in(), PASSWORD, address="198.51.100.1").status_code == 429
        assert attempt(mine, PASSWORD, address="203.0.113.9").status_code == 303


def test_another_persons_browser_is_no_way_round(rena: UUID, sign_in: Any) -> None:
    other = make_person("Tove Aas", email="tove@people.example")
    with time_machine.travel(NOW, tick=False):
        client = sign_in()
        commands.know_device(other, "", "a token of hers")
        client.set_cookie("session_8000_known", "a token of hers", domain="localhost")
        for number in range(LIMITS["account"].free):
            attempt(client, "wrong", address=f"192.0.{number}.1")
        assert attempt(client, PASSWORD).status_code == 429


def test_one_network_that_tries_many_accounts_waits(rena: UUID, sign_in: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        client = sign_in()
        free = LIMITS["network"].free
        statuses = [attempt(client, "wrong", f"p{n}@people.example", f"192.0.2.{n}").status_code for n in range(free)]
        assert set(statuses) == {422}
        assert attempt(client, PASSWORD, address="192.0.2.200").status_code == 429
        forged = {"X-Forwarded-For": "203.0.113.77"}
        again = post(
            client,
            "/sign-in",
            {"email": "x@y.example", "password": "x"},
            environ_overrides={"REMOTE_ADDR": "192.0.2.1"},
            headers=forged,
        )
        assert again.status_code == 429
        assert attempt(client, PASSWORD, address="203.0.113.9").status_code == 303


def test_tries_at_many_accounts_from_many_networks_wait_for_each_other(
    rena: UUID, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And who comes from a browser of hers waits for none of them, not even in a network where all wait."""
    monkeypatch.setattr(rules, "LIMITS", LIMITS | {"all": Limit(3, timedelta(seconds=5), timedelta(minutes=5))})
    codes = make_sheet(rena)
    with time_machine.travel(NOW, tick=False):
        mine = sign_in()
        assert attempt(mine, PASSWORD, address="203.0.113.9").status_code == 303
        assert post(mine, "/second-step", {"code": codes[0]}).status_code == 303
        assert post(mine, "/sign-out", page="/").status_code == 303
        tried = [attempt(sign_in(), "wrong", f"p{n}@people.example", f"192.0.{n}.1").status_code for n in range(4)]
        assert tried == [422, 422, 429, 429]
        assert attempt(sign_in(), PASSWORD, address="198.51.100.1").status_code == 429
        assert attempt(mine, PASSWORD, address="192.0.3.1").status_code == 303


def test_parallel_tries_are_all_counted(app: Flask) -> None:
    keys = {"account": "k" * 64, "all": "a" * 64}

    def one(_number: int) -> timedelta:
        with app.app_context():
            return commands.take_turn(keys)

    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(one, range(12)))
    assert sum(each == timedelta(0) for each in waits) == LIMITS["account"].free
    assert {row.kind: row.count for row in db.session.scalars(select(SignInTry))} == {"account": 5, "all": 5}


def test_the_tables_name_nobody_and_forget(rena: UUID, sign_in: Any) -> None:
    attempt(sign_in(), PASSWORD, address="203.0.113.9")
    attempt(sign_in(), "wrong", address="203.0.113.9")
    held = str([(row.key, row.kind) for row in db.session.scalars(select(SignInTry))])
    assert "rena" not in held
    assert "203.0.113" not in held
    with time_machine.travel(clock.now() + timedelta(days=2)):
        commands.forget_old()
    assert db.session.scalars(select(SignInTry)).all() == []
    commands.know_device(rena, "", "a token of hers")
    with time_machine.travel(clock.now() + timedelta(days=181)):
        commands.forget_old()
    assert db.session.scalars(select(Device)).all() == []
