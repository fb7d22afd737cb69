"""C6: passkeys that hold for this site, this session, this once, and for whoever the device has checked."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import commands
from network.accounts.models import Passkey, SignIn
from network.accounts.rules import passkeys
from network.accounts.rules.passkeys import Site
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Invalid
from network.storage.db import db
from tests.factories.factors import Key
from tests.factories.people import make_person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMED = {"name": "the blue key"}


@pytest.fixture
def maren(app: Flask) -> UUID:
    """A coordinator: a passkey is what counts for her."""
    return make_person("Maren Ostrowski", role=Role.COORDINATOR)


TOKENS: dict[Any, str] = {}


def look(client: Any, address: str) -> str:
    """Look at a page that asks a passkey: keep its token, give what it asks."""
    text = client.get(address).get_data(as_text=True)
    TOKENS[client] = html.unescape(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', text)[-1])
    found = re.search(r'data-options="([^"]+)"', text)
    assert found, text
    return html.unescape(found.group(1))


def sent(client: Any, address: str, data: dict[str, str]) -> Any:
    """Post with the token of the page that was looked at: looking again would ask anew."""
    return client.post(address, data={"csrf_token": TOKENS[client], **data})


def add(client: Any, key: Key) -> Any:
    options = look(client, "/account/passkeys/add")
    return sent(client, "/account/passkeys/add", {"credential": key.made(options), **NAMED})


def prove(client: Any, key: Key, address: str = "/second-step") -> Any:
    options = look(client, address)
    key.count += 1
    return sent(client, address, {"credential": key.answered(options)})


def test_she_makes_one_and_comes_in_with_it(maren: UUID, sign_in: Any) -> None:
    key, client = Key(), sign_in(maren, proved="password")
    assert add(client, key).headers["Location"] == "/account/recovery-codes"
    assert client.get("/organizations").status_code == 200
    assert "the blue key" in client.get("/account").get_data(as_text=True)
    again = sign_in(maren, proved="password")
    assert prove(again, key, "/second-step?next=/organizations").headers["Location"] == "/organizations"
    assert again.get("/organizations").status_code == 200
    assert db.session.scalars(select(Passkey.sign_count)).one() == 1


def test_the_browser_is_told_to_check_the_person(maren: UUID, sign_in: Any) -> None:
    options = look(sign_in(maren, proved="password"), "/account/passkeys/add")
    assert '"userVerification": "required"' in options
    assert '"id": "localhost"' in options
    assert "people.example" not in options
    Key().give_to(maren)
    assert '"userVerification": "required"' in look(sign_in(maren, proved="password"), "/second-step")


CARELESS = {
    "another origin": {"origin": "https://evil.example"},
    "another port": {"origin": "http://localhost:8001"},
    "another site": {"host": "evil.example"},
    "a device that checked nobody": {"is_verified": False},
}


@pytest.mark.parametrize("how", CARELESS)
def test_a_careless_or_foreign_answer_is_refused(maren: UUID, sign_in: Any, how: str) -> None:
    client = sign_in(maren, proved="password")
    assert add(client, Key(**CARELESS[how])).status_code == 422
    assert db.session.scalars(select(Passkey)).all() == []
    key = Key()
    key.give_to(maren)
    again = sign_in(maren, proved="password")
    for name, value in CARELESS[how].items():
        setattr(key, name, value)
    assert prove(again, key).status_code == 422
    assert again.get("/").headers["Location"].startswith("/second-step")


def test_an_answer_holds_once_and_in_its_own_session_only(maren: UUID, sign_in: Any) -> None:
    """C6: a replayed challenge, and the challenge of another session."""
    key = Key()
    key.give_to(maren)
    one, other = sign_in(maren, proved="password"), sign_in(maren, proved="password")
    asked = look(one, "/second-step")
    look(other, "/second-step")
    key.count += 1
    answer = key.answered(asked)
    assert sent(other, "/second-step", {"credential": answer}).status_code == 422
    assert sent(one, "/second-step", {"credential": answer}).status_code == 303
    third = sign_in(maren, proved="password")
    look(third, "/second-step")
    assert sent(third, "/second-step", {"credential": answer}).status_code == 422


def test_a_challenge_is_used_up_by_a_wrong_answer_and_is_for_one_purpose(maren: UUID) -> None:
    row = SignIn(token_digest="d" * 64, person_id=maren, began_at=NOW, seen_at=NOW, expires_at=NOW)
    db.session.add(row)
    db.session.commit()
    commands.make_challenge(row.id, "add")
    assert commands.use_challenge(row.id, "prove") is None
    assert commands.use_challenge(row.id, "add") is None
    challenge = commands.make_challenge(row.id, "prove")
    assert commands.use_challenge(row.id, "prove") == challenge
    assert commands.use_challenge(row.id, "prove") is None


@pytest.mark.parametrize(("kept", "shown", "holds"), [(0, 0, True), (4, 5, True), (4, 4, False), (4, 3, False), (4, 0, False)])
def test_a_count_that_goes_back_is_what_a_copy_shows(maren: UUID, sign_in: Any, kept: int, shown: int, *, holds: bool) -> None:
    """C6: keys that count nothing show 0 for ever, and pass."""
    key = Key(count=kept)
    key.give_to(maren)
    client = sign_in(maren, proved="password")
    key.count = shown - 1
    assert prove(client, key).status_code == (303 if holds else 422)


def test_of_two_answers_with_one_count_the_second_is_refused(maren: UUID, sign_in: Any) -> None:
    key = Key(count=3)
    row = db.session.get_one(Passkey, key.give_to(maren))
    sign_in(maren)
    session = db.session.scalars(select(SignIn.id)).one()
    known = passkeys.KnownPasskey(row.id, row.public_key, 3)
    commands.prove_by_passkey(Actor(person_id=maren), session, known, 4)
    with pytest.raises(Invalid):
        commands.prove_by_passkey(Actor(person_id=maren), session, known, 4)


def test_a_passkey_of_somebody_else_opens_nothing(maren: UUID, sign_in: Any) -> None:
    hers, other = Key(), Key()
    hers.give_to(maren)
    other.give_to(make_person())
    assert prove(sign_in(maren, proved="password"), other).status_code == 422


def test_one_device_is_not_kept_twice(maren: UUID, sign_in: Any) -> None:
    key, client = Key(), sign_in(maren)
    assert add(client, key).status_code == 303
    assert add(client, key).status_code == 422
    assert len(db.session.scalars(select(Passkey)).all()) == 1


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "nonsense", '{"id": 7}', "x" * 19_000, '{"id":"a","rawId":"a","type":"public-key"}']
)
def test_rubbish_is_refused_kindly(maren: UUID, sign_in: Any, answer: str) -> None:
    client = sign_in(maren, proved="password")
    look(client, "/account/passkeys/add")
    assert sent(client, "/account/passkeys/add", {"credential": answer, **NAMED}).status_code == 422
    Key().give_to(maren)
    again = sign_in(maren, proved="password")
    look(again, "/second-step")
    assert sent(again, "/second-step", {"credential": answer}).status_code == 422


def test_she_steps_up_with_it(maren: UUID, sign_in: Any) -> None:
    key = Key()
    key.give_to(maren)
    client = sign_in(maren, ago=timedelta(minutes=6))
    assert client.get("/organizations/export").headers["Location"].startswith("/step-up")
    assert prove(client, key, "/step-up?next=/organizations/export").headers["Location"] == "/organizations/export"
    assert client.get("/organizations/export").status_code == 200


@pytest.mark.parametrize(
    ("base", "host", "origin"),
    [
        ("https://network.example", "network.example", "https://network.example"),
        ("https://network.example/", "network.example", "https://network.example"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("https://network.example:8443/", "network.example", "https://network.example:8443"),
    ],
)
def test_the_site_is_what_the_operator_says(base: str, host: str, origin: str) -> None:
    assert Site.at(base, "x") == Site("x", host, origin)
