"""C45, C23: pages are opened as fast as people read, and no faster. Nobody else is held back, and leaving never is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from network.app import create_app
from network.config import PAGES_AT_ONCE, Settings
from network.kernel.actor import Role
from network.storage.db import db
from network.web.pace import EACH, Pace
from tests.conftest import PoliteClient
from tests.factories.people import make_person
from tests.forms import token_on
from tests.journal import facts
from tests.statements import statements

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT_ONCE = 4
Enter = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """The same house, in which four pages at once are free."""
    held = create_app(replace(app.config["PEER"], pages_at_once=AT_ONCE))
    held.test_client_class = PoliteClient
    yield held
    with held.app_context():
        db.engine.dispose()


@pytest.fixture
def enter(house: Flask, sign_in: Enter) -> Enter:
    """A browser of somebody who is signed in there."""

    def begin(role: Role | None = None) -> FlaskClient:
        cookie, client = sign_in(make_person(role=role)).get_cookie("session_8000"), house.test_client()
        assert cookie
        client.set_cookie("session_8000", cookie.value, domain="localhost")
        return client

    return begin


@time_machine.travel(NOW, tick=False)
def test_c45_who_opens_pages_faster_than_anybody_reads_waits_and_others_do_not(enter: Enter) -> None:
    one, other = enter(), enter()
    answers = [one.get("/account") for _ in range(AT_ONCE + 3)]
    assert [each.status_code for each in answers] == [200] * AT_ONCE + [429] * 3
    assert answers[-1].headers["Retry-After"] == "1"
    assert "That was a lot in a short time" in answers[-1].get_data(as_text=True)
    assert facts("reading_held_back") == [{}], "once an hour"
    assert one.get("/nothing-here").status_code == 429, "made-up addresses too: whoever tries many is held back"
    assert one.get("/privacy").status_code == 429, "open pages too"
    assert one.get("/health").status_code == 429
    assert other.get("/account").status_code == 200
    with time_machine.travel(NOW + 2 * EACH, tick=False):
        assert [one.get("/account").status_code for _ in range(3)] == [200, 200, 429]


@time_machine.travel(NOW, tick=False)
def test_c18_leaving_and_signing_out_never_wait(enter: Enter) -> None:
    client = enter()
    token = token_on(client, "/account")
    assert [client.get("/account").status_code for _ in range(AT_ONCE)][-1] == 429
    assert client.post("/leave", data={"csrf_token": token}).status_code == 303
    other = enter()
    token = token_on(other, "/account")
    assert [other.get("/account").status_code for _ in range(AT_ONCE)][-1] == 429
    assert other.post("/sign-out", data={"csrf_token": token}).headers["Location"].startswith("/sign-in")


@time_machine.travel(NOW, tick=False)
def test_c23_a_new_session_of_the_same_person_is_no_way_round(house: Flask, sign_in: Enter) -> None:
    person = make_person()
    for number in range(2):
        cookie, client = sign_in(person).get_cookie("session_8000"), house.test_client()
        assert cookie
        client.set_cookie("session_8000", cookie.value, domain="localhost")
        assert {client.get("/account").status_code for _ in range(AT_ONCE)} == ({429} if number else {200})


@time_machine.travel(NOW, tick=False)
def test_a_form_that_has_to_wait_is_sent_again_from_the_page_that_says_so(enter: Enter) -> None:
    client = enter(Role.ADMINISTRATOR)
    token = token_on(client, "/privacy/incidents")
    for _ in range(AT_ONCE):
        client.get("/account")
    typed = {"csrf_token": token, "new_id": str(uuid4()), "noticed_on": "2026-11-02", "what": "A sheet was lost on the road."}
    page = client.post("/privacy/incidents", data=typed)
    assert page.status_code == 429
    assert "A sheet was lost on the road." in page.get_data(as_text=True)
    assert 'action="/privacy/incidents"' in page.get_data(as_text=True)
    assert facts("incident_logged") == []
    with time_machine.travel(NOW + EACH, tick=False):
        assert client.post("/privacy/incidents", data=typed).status_code == 303


@time_machine.travel(NOW, tick=False)
def test_it_costs_no_statement_and_a_page_that_waits_costs_fewer(house: Flask, enter: Enter, app: Flask, sign_in: Enter) -> None:
    free, held = sign_in(make_person()), enter()
    for client in (free, held):
        client.get("/account")
    with statements() as without:
        free.get("/account")
    with house.app_context(), statements() as counted:
        held.get("/account")
    assert len(counted) == len(without)
    for _ in range(AT_ONCE):
        held.get("/account")
    with house.app_context(), statements() as waiting:
        held.get("/account")
    assert len(waiting) < len(without)


def test_a_rush_is_free_and_then_two_a_second() -> None:
    pace, who = Pace(PAGES_AT_ONCE), uuid4()
    assert not any(pace.wait(who, NOW) for _ in range(PAGES_AT_ONCE))
    assert pace.wait(who, NOW) == EACH
    assert pace.wait(who, NOW + EACH) == timedelta(0)
    assert pace.wait(who, NOW + EACH) == EACH
    assert not any(pace.wait(who, NOW + timedelta(seconds=number)) for number in range(1, 3_600)), (
        "who watches progress never waits"
    )
    later = NOW + timedelta(hours=3)
    assert not any(pace.wait(who, later) for _ in range(PAGES_AT_ONCE)), "rest pays for all of them, and for no more"
    assert pace.wait(who, later) == EACH


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=2), timedelta(days=3_650)])
def test_a_clock_set_back_holds_nobody_back_for_long(back: timedelta) -> None:
    pace, who = Pace(PAGES_AT_ONCE), uuid4()
    for _ in range(3):
        pace.wait(who, NOW)
    assert pace.wait(who, NOW - back) <= EACH
    assert pace.wait(who, NOW - back + EACH) == timedelta(0)


def test_who_has_rested_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.web.pace.MOST_KNOWN", 10)
    pace = Pace(5)
    for number in range(1_000):
        pace.wait(uuid4(), NOW + timedelta(minutes=number))
    assert len(pace._paid_at) <= 11


@pytest.mark.parametrize(
    ("said", "meant"), [("", PAGES_AT_ONCE), ("none", 0), ("50", 50), ("0", PAGES_AT_ONCE), ("a lot", PAGES_AT_ONCE)]
)
def test_the_environment_says_how_many(tmp_path, said: str, meant: int) -> None:  # type: ignore[no-untyped-def]
    read = Settings.from_environment({"DEMONSTRATION": "1", "INSTANCE": str(tmp_path), "PAGES_AT_ONCE": said})
    assert read.pages_at_once == meant
