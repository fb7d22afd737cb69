"""The door: who gets in, what the browser carries, and what ends a session."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts import rules
from network.accounts.models import Person, SignIn
from network.journal.models import JournalEntry
from network.kernel import clock, tokens
from network.storage.db import db
from network.web import passwords
from tests.factories.factors import make_sheet
from tests.factories.people import make_person
from tests.forms import post, token_on

PASSWORD = "four quiet boots on larch"


@pytest.fixture
def rena(app: Flask) -> Any:
    person_id = make_person("Rena Okada", email="rena@people.example")
    make_sheet(person_id)
    db.session.get_one(Person, person_id).password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return person_id


def cookie_of(client: Any) -> str:
    found = client.get_cookie("session_8000", domain="localhost")
    return found.value if found else ""


def test_the_right_password_leads_to_the_second_step_and_opens_nothing_else(rena: Any, sign_in: Any) -> None:
    client = sign_in()
    answer = post(client, "/sign-in?next=/places", {"email": " Rena@People.example ", "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/places"
    assert client.get("/places").headers["Location"] == "/second-step?next=/places"
    assert "Rena Okada" not in client.get("/second-step").get_data(as_text=True)
    assert "signed_in" in db.session.scalars(select(JournalEntry.event)).all()


def test_known_and_unknown_people_get_the_same_answer(rena: Any, sign_in: Any) -> None:
    """C4: the same status and the same page but for what was typed."""
    answers = []
    for email in ("rena@people.example", "nora@people.example"):
        answer = post(sign_in(), "/sign-in", {"email": email, "password": "wrong wrong wrong wrong"})
        text = answer.get_data(as_text=True).replace(email, "typed@people.example")
        answers.append((answer.status_code, [line for line in text.splitlines() if "csrf_token" not in line]))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422


@pytest.mark.parametrize("almost", [PASSWORD[:-1], PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, ""])
def test_nearly_the_password_is_not_the_password(rena: Any, sign_in: Any, almost: str) -> None:
    """C2: nothing is trimmed, cut or folded."""
    client = sign_in()
    assert post(client, "/sign-in", {"email": "rena@people.example", "password": almost}).status_code == 422
    assert client.get("/").status_code == 303


def test_a_password_is_the_same_from_every_keyboard(rena: Any, sign_in: Any) -> None:
    """One keyboard sends "é" as one sign, another as two."""
    db.session.get_one(Person, rena).password_hash = passwords.hashed("quatre hiboux \u00e9gar\u00e9s ici")
    db.session.commit()
    typed = "quatre hiboux e\u0301gare\u0301s ici"
    assert post(sign_in(), "/sign-in", {"email": "rena@people.example", "password": typed}).status_code == 303


def test_the_database_never_holds_what_the_cookie_holds(rena: Any, sign_in: Any) -> None:
    """C12."""
    client = sign_in()
    answer = post(client, "/sign-in", {"email": "rena@people.example", "password": PASSWORD})
    token = cookie_of(client)
    assert len(token) >= 43
    row = db.session.scalars(select(SignIn)).one()
    assert row.token_digest == tokens.digest(token) != token
    header = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("session_8000="))
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header
    assert "Domain" not in header


def test_a_planted_cookie_is_never_adopted(rena: Any, sign_in: Any) -> None:
    """C13."""
    client = sign_in()
    client.set_cookie("session_8000", "planted-by-somebody-else-0000000000000000000", domain="localhost")
    post(client, "/sign-in", {"email": "rena@people.example", "password": PASSWORD})
    assert cookie_of(client) != "planted-by-somebody-else-0000000000000000000"
    thief = sign_in()
    thief.set_cookie("session_8000", "planted-by-somebody-else-0000000000000000000", domain="localhost")
    assert thief.get("/").status_code == 303


def test_signing_out_ends_the_session_everywhere(rena: Any, sign_in: Any) -> None:
    """C14, C17: an old copy of the cookie is worth nothing."""
    client = sign_in(rena)
    copy = sign_in()
    copy.set_cookie("session_8000", cookie_of(client), domain="localhost")
    assert copy.get("/").status_code == 200
    answer = post(client, "/sign-out", page="/")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get("/").status_code == 303


def test_the_way_out_is_a_plain_link(rena: Any, sign_in: Any) -> None:
    """C18."""
    client = sign_in(rena)
    token = cookie_of(client)
    answer = client.get("/leave")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("https://")
    again = sign_in()
    again.set_cookie("session_8000", token, domain="localhost")
    assert again.get("/").status_code == 303
    page = sign_in(rena).get("/").get_data(as_text=True)
    assert page.index("/leave") < page.index('href="#main"'), "the way out comes first"


@pytest.mark.parametrize(
    ("later", "status"), [(timedelta(minutes=29), 200), (timedelta(minutes=31), 303), (timedelta(hours=13), 303)]
)
def test_a_session_that_idles_ends(rena: Any, sign_in: Any, later: timedelta, status: int) -> None:
    """C15."""
    client = sign_in(rena)
    with time_machine.travel(clock.now() + later, tick=False):
        assert client.get("/").status_code == status


def test_a_session_has_a_longest_life_even_when_used(rena: Any, sign_in: Any) -> None:
    client = sign_in(rena)
    start = clock.now()
    for quarter in range(1, 48):
        with time_machine.travel(start + timedelta(minutes=15 * quarter), tick=False):
            assert client.get("/").status_code == 200
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert client.get("/").status_code == 303


def test_somebody_suspended_is_out_at_once(rena: Any, sign_in: Any) -> None:
    client = sign_in(rena)
    assert client.get("/").status_code == 200
    db.session.get_one(Person, rena).is_suspended = True
    db.session.commit()
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "a" * 3900, "\u00e9\u00e9", "'; drop table sign_in; --", "%00"])
def test_odd_cookies_are_visitors(app: Flask, sign_in: Any, cookie: str) -> None:
    """Corpus 5.6."""
    client = sign_in()
    client.set_cookie("session_8000", cookie, domain="localhost")
    client.set_cookie("session_8000_visit", cookie, domain="localhost")
    assert client.get("/sign-in").status_code == 200


def test_a_post_without_its_token_changes_nothing(rena: Any, sign_in: Any) -> None:
    """C27: and the page says how to go on."""
    client = sign_in(rena)
    answer = client.post("/sign-out", data={})
    assert answer.status_code == 422
    assert client.get("/").status_code == 200
    other = sign_in(make_person())
    stolen = client.post("/sign-out", data={"csrf_token": token_on(other, "/")})
    assert stolen.status_code == 422
    assert other.get("/").status_code == 200


TOO_EASY = ["aaaaaaaaaaaaaaaaaaa", "peernetworkpeernetwork", "short", "12121212121212121"]


@pytest.mark.parametrize("password", TOO_EASY)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    assert rules.password_problem(password, ("Peer", "network")) is not None


@pytest.mark.parametrize(
    "password", [PASSWORD, "ʷəθkʷəy̓əm in the winter light", "🐦🌲🚐🧭⛵🎣🧺🪵🌧🏔🦌🐻🍂🌾🪨", " leading and trailing "]
)
def test_a_long_password_of_any_letters_is_taken(password: str) -> None:
    assert rules.password_problem(password, ("Peer", "network")) is None
