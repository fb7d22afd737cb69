"""C45: one person takes away, sends in and invites so much in an hour and no more; others are not kept from anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from network.accounts import rules
from network.accounts.rules import Limit
from network.kernel.actor import Role
from tests.factories.organizations import make_organization
from tests.factories.people import make_person
from tests.forms import token_on
from tests.journal import facts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of each are free."""
    small = Limit(3, timedelta(minutes=5), timedelta(hours=1))
    monkeypatch.setattr(rules, "LIMITS", {**rules.LIMITS, "export": small, "upload": small, "invite": small})


def presses(client: FlaskClient, page: str, address: str, times: int, **fields: Any) -> list[int]:
    """The same button, again and again."""
    token = token_on(client, page)
    return [client.post(address, data={"csrf_token": token, **fields}).status_code for _ in range(times)]


DOORS: list[tuple[Role | None, str, str, dict[str, str], str]] = [
    (Role.COORDINATOR, "/organizations/export", "/organizations/export", {"kind": "csv"}, "export"),
    (Role.ADMINISTRATOR, "/journal", "/journal/export", {}, "export"),
    (None, "/privacy/yours", "/privacy/yours/export", {"kind": "json"}, "export"),
    (Role.COORDINATOR, "/pairings/export", "/pairings/export", {"what": "pairings", "kind": "csv"}, "export"),
    (Role.COORDINATOR, "/pairings/reports", "/pairings/reports/file", {"kind": "csv"}, "export"),
    (Role.COORDINATOR, "/organizations/import", "/organizations/import", {}, "upload"),
    (Role.COORDINATOR, "/pairings/import", "/pairings/import", {}, "upload"),
    (Role.ADMINISTRATOR, "/people/invite", "/people/invite", {"email": "nobody"}, "invite"),
]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(("role", "page", "address", "fields", "kind"), DOORS, ids=[door[2] for door in DOORS])
def test_c45_the_fourth_of_three_waits_and_is_noted_while_others_go_on(
    app: Flask, sign_in: SignIn, few: None, role: Role | None, page: str, address: str, fields: Any, kind: str
) -> None:
    one, other = sign_in(make_person(role=role)), sign_in(make_person(role=role))
    statuses = presses(one, page, address, 5, **fields)
    assert 429 not in statuses[:3]
    assert statuses[3:] == [429, 429]
    assert facts("held_back") == [{"kind": kind}]
    answer = one.post(address, data={"csrf_token": token_on(one, "/account"), **fields})
    assert answer.headers["Retry-After"] == "1"
    assert one.get(page).status_code == 200, "looking is free"
    assert presses(other, page, address, 1, **fields) != [429]


@time_machine.travel(NOW, tick=False)
def test_c45_after_a_rest_it_is_free_again(app: Flask, sign_in: SignIn, few: None) -> None:
    person = make_person()
    assert presses(sign_in(person), "/privacy/yours", "/privacy/yours/export", 4, kind="json")[-1] == 429
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert presses(sign_in(person), "/privacy/yours", "/privacy/yours/export", 1, kind="json") == [200]


def test_a_website_is_left_for_by_a_page_that_says_so(app: Flask, sign_in: SignIn) -> None:
    """C31: it goes to what the entry says, and nowhere else."""
    with_site, without = make_organization("Alder", website="https://alder.example"), make_organization("Birch")
    client = sign_in(make_person(role=Role.COORDINATOR))
    page = client.get(f"/organizations/{with_site}").get_data(as_text=True)
    assert 'href="https://alder.example"' not in page
    assert f'href="/organizations/{with_site}/website"' in page
    leaving = client.get(f"/organizations/{with_site}/website?to=https://evil.example").get_data(as_text=True)
    assert 'href="https://alder.example"' in leaving
    assert "evil.example" not in leaving
    assert client.get(f"/organizations/{without}/website").status_code == 404
