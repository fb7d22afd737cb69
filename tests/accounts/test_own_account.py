"""Somebody's own account: her password, where she is signed in, and a device that others use too."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from network.accounts import commands, rules
from network.accounts.models import Device, Person, SignIn
from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied
from network.storage.db import db
from network.web import passwords
from tests.factories.factors import make_sheet
from tests.factories.people import make_person
from tests.forms import post
from tests.statements import statements

PASSWORD = "four quiet boots on larch"
NEW = "seven slow herons under ice"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


CODES: list[str] = []  # of her sheet, the next one last


@pytest.fixture
def rena(app: Flask) -> UUID:
    person_id = make_person("Rena Okada", email="rena@people.example")
    CODES[:] = make_sheet(person_id)
    db.session.get_one(Person, person_id).password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return person_id


def facts() -> list[str]:
    return list(db.session.scalars(select(JournalEntry.event).order_by(JournalEntry.id)))


def enter(client: Any, password: str = PASSWORD, **more: str) -> Any:
    """Sign in with both steps; gives the answer of the last one that she came to."""
    headers = {"User-Agent": FIREFOX}
    first = post(client, "/sign-in", {"email": "rena@people.example", "password": password, **more}, headers=headers)
    return post(client, "/second-step", {"code": CODES.pop()}) if first.status_code == 303 else first


def known_cookie(client: Any) -> Any:
    return client.get_cookie("session_8000_known", domain="localhost")


def test_she_finds_her_account_under_her_name(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena)
    assert 'href="/account"' in client.get("/").get_data(as_text=True)
    page = client.get("/account").get_data(as_text=True)
    assert "rena@people.example" in page
    assert "This device" in page


def test_a_new_password_ends_every_other_session_and_the_old_one_opens_nothing(rena: UUID, sign_in: Any) -> None:
    """C14."""
    here, there = sign_in(rena), sign_in(rena)
    answer = post(here, "/account/password", {"password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 303
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)
    assert enter(sign_in()).status_code == 422
    assert enter(sign_in(), NEW).status_code == 303
    assert "password_changed" in facts()


@pytest.mark.parametrize(
    ("password", "new", "field"),
    [
        ("not hers at all", NEW, "This is not your password."),
        (PASSWORD, "short", "Use at least 12 characters."),
        (PASSWORD, "okadaokadaokada", "too easy to guess"),
        (PASSWORD, "", "Type a new password."),
    ],
)
def test_a_refused_password_changes_nothing(rena: UUID, sign_in: Any, password: str, new: str, field: str) -> None:
    client, there = sign_in(rena), sign_in(rena)
    answer = post(client, "/account/password", {"password": password, "new_password": new})
    assert answer.status_code == 422
    assert field in answer.get_data(as_text=True)
    assert there.get("/account").status_code == 200
    assert facts() == []


def test_a_password_that_changed_meanwhile_is_not_changed_again_nor_signed_in_with(rena: UUID) -> None:
    """C14: a request in flight brings nothing back."""
    actor, was = Actor(person_id=rena), db.session.get_one(Person, rena).password_hash
    commands.change_password(actor, uuid4(), was, "new digest")
    with pytest.raises(Conflict):
        commands.change_password(actor, uuid4(), was, "newer digest")
    with pytest.raises(Conflict):
        commands.begin_session(actor, rena, None, commands.Visit(password_hash=was))
    assert db.session.scalars(select(SignIn)).all() == []


def test_a_digest_of_other_costs_is_made_anew_when_she_signs_in(real_passwords: None, rena: UUID, sign_in: Any) -> None:
    """C3."""
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    db.session.get_one(Person, rena).password_hash = cheap
    db.session.commit()
    client = sign_in()
    assert enter(client).status_code == 303
    assert client.get("/account").status_code == 200
    db.session.expire_all()
    kept = db.session.get_one(Person, rena).password_hash
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.matches(kept, PASSWORD)


def test_her_list_tells_devices_apart_and_nothing_else(rena: UUID, sign_in: Any) -> None:
    """C16: a family and a system, no version, no address."""
    client = sign_in()
    enter(client)
    page = client.get("/account").get_data(as_text=True)
    assert "Firefox on Linux" in page
    row = db.session.scalars(select(SignIn)).one()
    assert (row.browser, row.system) == ("firefox", "linux")
    kept = [value for name, value in vars(row).items() if isinstance(value, str) and not name.endswith("_digest")]
    assert "145" not in str(kept)


def test_she_ends_one_session_or_all_others_and_only_her_own(rena: UUID, sign_in: Any) -> None:
    """C16, C14."""
    here, there, third = sign_in(rena), sign_in(rena), sign_in(rena)
    other = sign_in(make_person())
    ids = {row.person_id: row.id for row in db.session.scalars(select(SignIn).order_by(SignIn.began_at))}
    theirs = next(key for person, key in ids.items() if person != rena)
    assert post(here, f"/account/sessions/{theirs}/end", page="/account").status_code == 404
    hers = [row.id for row in db.session.scalars(select(SignIn).where(SignIn.person_id == rena).order_by(SignIn.began_at))]
    assert post(here, f"/account/sessions/{hers[1]}/end", page="/account").status_code == 303
    assert [each.get("/account").status_code for each in (here, there, third, other)] == [200, 303, 200, 200]
    commands.know_device(rena, "", "a browser of last month")
    assert post(here, "/account/sessions/end-others", page="/account").status_code == 303
    assert [each.get("/account").status_code for each in (here, third, other)] == [200, 303, 200]
    assert db.session.scalars(select(Device)).all() == []
    with pytest.raises(Denied):
        commands.end_other_sessions(Actor(is_system=True), uuid4(), "")


def test_her_account_asks_a_fixed_number_of_statements(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena)
    client.get("/account")
    with statements() as few:
        client.get("/account")
    for _ in range(8):
        sign_in(rena)
    with statements() as many:
        client.get("/account")
    assert len(many) == len(few)


def test_on_a_shared_device_nothing_is_remembered_and_idling_ends_sooner(rena: UUID, sign_in: Any) -> None:
    """C15: ten minutes, and the cookie goes with the browser."""
    client = sign_in()
    answer = enter(client, is_shared="y")
    set_at_all = answer.headers.getlist("Set-Cookie")
    assert [line for line in set_at_all if line.startswith("session_8000=")]
    assert not [line for line in set_at_all if "Max-Age" in line and "Max-Age=0" not in line]
    assert known_cookie(client) is None
    assert db.session.scalars(select(Device)).all() == []
    start = clock.now()
    for minute in (9, 18, 27):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            assert client.get("/account").status_code == 200
    with time_machine.travel(start + timedelta(minutes=37, seconds=30), tick=False):
        assert client.get("/account").status_code == 303


def test_an_own_device_is_remembered_once_and_told_of_once(rena: UUID, sign_in: Any) -> None:
    """C10."""
    client = sign_in()
    for _ in range(3):
        enter(client)
    assert known_cookie(client) is not None
    assert len(db.session.scalars(select(Device)).all()) == 1
    assert facts().count("new_device_signed_in") == 1
    enter(sign_in())
    assert facts().count("new_device_signed_in") == 2


def test_the_session_that_a_browser_carried_ends_when_somebody_signs_in_there(rena: UUID, sign_in: Any) -> None:
    """C13."""
    client = sign_in(make_person())
    old = client.get_cookie("session_8000", domain="localhost").value
    enter(client)
    thief = sign_in()
    thief.set_cookie("session_8000", old, domain="localhost")
    assert thief.get("/account").status_code == 303


@pytest.mark.parametrize(("wrong", "told"), [(2, False), (3, True)])
def test_several_wrong_passwords_before_the_right_one_are_worth_telling(
    rena: UUID, sign_in: Any, wrong: int, *, told: bool
) -> None:
    """C10."""
    client = sign_in()
    for _ in range(wrong):
        enter(client, "wrong wrong wrong wrong")
    assert enter(client).status_code == 303
    assert ("signed_in_after_tries" in facts()) is told


SAID = {
    FIREFOX: "Firefox on Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36": "Chrome on Windows",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0": "Edge on Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604": "Safari on iPhone",
    "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25 Chrome/121 Mobile Safari/537": "Samsung Internet on Android",
    "Mozilla/5.0 (X11; CrOS x86_64 14541) AppleWebKit/537 Chrome/142 Safari/537": "Chrome on Chromebook",
    "curl/8": "A browser",
    "": "A browser",
}


@pytest.mark.parametrize("agent", SAID)
def test_browsers_are_named_coarsely(agent: str) -> None:
    assert str(rules.said_device(*rules.coarse(agent))) == SAID[agent]
