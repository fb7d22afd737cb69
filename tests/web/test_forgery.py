"""C27: what another site makes a browser send is refused, and changes nothing."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import Role
from network.settings.queries import catalogue
from network.web.forgery import is_from_here
from tests.factories.people import make_person
from tests.forms import token_on

HERE = {"localhost:8000"}
PAGE = "/settings/choices/network_name"


@pytest.mark.parametrize(
    ("site", "origin", "expected"),
    [
        ("same-origin", "http://localhost:8000", True),
        ("same-origin", "null", True),
        ("same-origin", None, True),
        ("none", None, True),
        (None, None, True),
        (None, "http://localhost:8000", True),
        (None, "null", False),
        ("none", "null", False),
        ("cross-site", None, False),
        ("cross-site", "http://localhost:8000", False),
        ("same-site", "http://other.localhost:8000", False),
        ("same-site", None, False),
        ("", None, False),
        (None, "", False),
        (None, "http://localhost:8001", False),
        (None, "http://evil.example", False),
        (None, "http://localhost:8000.evil.example", False),
        (None, "http://evil.example//localhost:8000", False),
        (None, "file://localhost:8000", False),
        (None, "localhost:8000", False),
        (None, "http://localhost:8000@evil.example", False),
        (None, "http://localhost:8000, http://evil.example", False),
        ("same-origin", "http://evil.example", False),
    ],
)
def test_c27_where_a_request_began(site: str | None, origin: str | None, expected: bool) -> None:
    assert is_from_here(site, origin, HERE) is expected


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost:8000"},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
    ],
)
def test_c27_a_right_token_does_not_help_another_site(app: Flask, sign_in: Any, headers: dict[str, str]) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    before = catalogue().get("network_name")
    sent = {"csrf_token": token_on(client, PAGE), "value": "Taken over"}
    answer = client.post(PAGE, data=sent, headers=headers)
    assert answer.status_code == 403
    assert "did not come from our pages" in answer.get_data(as_text=True)
    assert catalogue().get("network_name") == before
    assert client.post(PAGE, data=sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("kind", ["text/plain", "text/xml", "application/octet-stream", "multipart/mixed"])
def test_c27_a_body_that_no_form_of_ours_sends_is_not_read(app: Flask, sign_in: Any, kind: str) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    body = f"csrf_token={token_on(client, PAGE)}&value=Taken"
    assert client.post(PAGE, data=body, content_type=kind).status_code == 415


def test_c27_a_token_holds_in_its_own_session_only(app: Flask, sign_in: Any) -> None:
    """Missing, made up, of another person, of a visitor: refused, and nothing is changed. As a header it is as good."""
    one, other = (sign_in(make_person(role=Role.ADMINISTRATOR)) for _ in range(2))
    stranger = sign_in()
    right, foreign, visitors = token_on(one, PAGE), other.get(PAGE), token_on(stranger, "/sign-in")
    assert foreign.status_code == 200
    for token in ("", "made-up", visitors, right[:-1], right + "A", right.swapcase(), right.split(".")[0]):
        answer = one.post(PAGE, data={"csrf_token": token, "value": "Taken over"})
        assert answer.status_code == 422, token
    assert one.post(PAGE, data={"value": "Another name"}, headers={"X-CSRFToken": right}).status_code == 303


def test_c27_over_https_a_form_needs_no_referer(https_client: FlaskClient) -> None:
    """Our pages send none to other sites, so a check that asks for one would shut out whoever sends none at all."""
    sent = {"csrf_token": token_on(https_client, "/sign-in"), "email": "nobody@people.example", "password": "wrong as can be"}
    answer = https_client.post("/sign-in", data=sent, headers={"Origin": "https://localhost"})
    assert answer.status_code == 422
    assert "go together" in answer.get_data(as_text=True)
    assert https_client.post("/sign-in", data=sent, headers={"Origin": "http://evil.example"}).status_code == 403
