"""Between signing in and everything else: hurdles are taken in their order, and until then nothing but their pages opens."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.web.gate import Hurdle, actor, hang_the_door, is_in, onward
from network.web.sessions import ServerSessions, Store

ADDRESSES = {
    "/sign-in": "accounts.sign_in",
    "/sign-out": "accounts.sign_out",
    "/leave": "accounts.leave",
    "/health": "home.health",
    "/": "home.show",
    "/prove": "hurdles.prove",
    "/prove/challenge": "hurdles.challenge",
    "/agree": "hurdles.agree",
    "/papers": "papers.show",
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BROWSER = {"Cookie": "session=her-token"}


@dataclass
class Held:
    """A session as the store tells of it."""

    id: UUID = field(default_factory=uuid4)
    person_id: UUID = field(default_factory=uuid4)
    name: str = "Rena"
    acting_for: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)
    seen_at: datetime = field(default_factory=clock.now)
    is_shared: bool = False
    proved_by: str = "password"
    proved_at: datetime | None = None
    has_factor: bool = False


@pytest.fixture
def taken() -> set[str]:
    """The names of the hurdles that she has taken."""
    return set()


@pytest.fixture
def client(taken: set[str]) -> FlaskClient:
    """A house of few rooms, with two hurdles, and the browser of somebody who has signed in."""
    app, held = Flask("house"), Held()
    app.secret_key = "for tests only"
    app.session_interface = ServerSessions(
        Store(lambda token, _now: held if token == "her-token" else None, lambda *_: None, lambda *_: None)
    )
    hurdles = (
        Hurdle("prove", "hurdles.prove", lambda *_: "prove" in taken, frozenset({"hurdles.challenge"})),
        Hurdle("agree", "hurdles.agree", lambda carried, who: "agree" in taken and bool(carried.stored and who.is_known)),
    )
    hang_the_door(app, lambda carried: Actor(person_id=carried.stored.person_id if carried.stored else None), hurdles)
    app.register_error_handler(NotFound, lambda _refusal: ("nothing here", 404))
    for path, endpoint in ADDRESSES.items():
        app.add_url_rule(path, endpoint, lambda: f"{actor().is_known} {is_in()} {onward()}", methods=METHODS)
    return app.test_client(use_cookies=False)


def said(client: FlaskClient, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """The status, and where it leads or what it says."""
    answer = client.open(path, method=method, headers={**BROWSER, **headers})
    return answer.status_code, answer.headers.get("Location", answer.get_data(as_text=True))


def opened(client: FlaskClient) -> set[str]:
    """Which addresses open for somebody known."""
    return {path for path in ADDRESSES if said(client, path) in ((200, "True True /"), (200, "True False /"))}


def test_only_the_page_of_the_first_hurdle_and_the_ways_out_open(client: FlaskClient) -> None:
    assert opened(client) == {"/prove", "/prove/challenge", "/sign-out", "/leave"}
    assert said(client, "/papers?a=1") == (303, "/prove?next=/papers%3Fa%3D1")
    assert said(client, "/agree") == (303, "/prove?next=/agree")
    assert said(client, "/") == (303, "/prove")
    assert said(client, "/no-such-page") == (303, "/prove?next=/no-such-page")


def test_the_second_hurdle_stands_after_the_first_and_closes_it(client: FlaskClient, taken: set[str]) -> None:
    taken.add("prove")
    assert opened(client) == {"/agree", "/sign-out", "/leave"}
    assert said(client, "/papers") == (303, "/agree?next=/papers")
    assert said(client, "/prove") == (303, "/agree?next=/prove")


def test_the_order_counts_whatever_is_taken_first(client: FlaskClient, taken: set[str]) -> None:
    taken.add("agree")
    assert said(client, "/papers") == (303, "/prove?next=/papers")


def test_after_all_of_them_everything_opens(client: FlaskClient, taken: set[str]) -> None:
    taken.update({"prove", "agree"})
    assert opened(client) == set(ADDRESSES)
    assert said(client, "/papers?next=/papers") == (200, "True True /papers")


@pytest.mark.parametrize("method", METHODS[1:])
def test_no_method_passes_a_hurdle(client: FlaskClient, method: str) -> None:
    assert said(client, "/papers", method) == (404, "nothing here")
    assert said(client, "/agree", method) == (404, "nothing here")
    assert said(client, "/no-such-page", method) == (404, "nothing here")
    assert said(client, "/sign-out", method)[0] == 200


def test_a_part_of_a_page_is_refused_not_led_away(client: FlaskClient) -> None:
    assert said(client, "/papers", **{"HX-Request": "true"}) == (404, "nothing here")


def test_at_an_open_door_she_is_a_stranger_until_she_has_taken_them(client: FlaskClient, taken: set[str]) -> None:
    """Else a stolen password alone could accept an invitation in her name."""
    assert said(client, "/health") == (200, "False False /")
    taken.update({"prove", "agree"})
    assert said(client, "/health") == (200, "True True /")


def test_a_stranger_meets_the_door_and_no_hurdle(client: FlaskClient) -> None:
    for path in ("/papers", "/prove", "/agree"):
        assert client.get(path).headers["Location"] == f"/sign-in?next={path}"
