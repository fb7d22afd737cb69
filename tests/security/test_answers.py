"""C12, C29: cookies over HTTPS, methods that an address has, and what each answer says of itself."""

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.http import wsgi

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Role
from network.storage.db import db
from network.web import passwords
from tests.factories.factors import make_sheet
from tests.factories.people import make_person
from tests.forms import token_on

PASSWORD = "four quiet boots on larch"
ODD = ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "FOO")


def addresses(app: Flask) -> list[str]:
    """Every address that has no part to fill in, but the way out, which ends the session."""
    return sorted({rule.rule for rule in app.url_map.iter_rules() if not rule.arguments and rule.endpoint != "accounts.leave"})


@pytest.mark.quick_on("sqlite", "refused before anything of the address is read from a database")
@pytest.mark.parametrize("method", ODD)
def test_methods_that_an_address_does_not_have_are_refused(app: Flask, sign_in: Any, method: str) -> None:
    client = sign_in(make_person(role=Role.COORDINATOR))
    for address in addresses(app):
        answer = client.open(address, method=method)
        assert answer.status_code == 405, f"{method} {address}: {answer.status_code}"
        assert method not in answer.headers["Allow"]
        assert sign_in().open(address, method=method).status_code in (404, 405)


@pytest.mark.quick_on("sqlite", "headers are the same whatever was read")
def test_what_an_answer_is_and_its_letters_are_said(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person(role=Role.COORDINATOR))
    seen = set()
    for address in [*addresses(app), "/no/such/page", "/static/dist/app.css", "/static/dist/icons.svg", "/static/none.css"]:
        answer = client.get(address)
        seen.add(answer.mimetype)
        assert answer.mimetype, address
        if answer.mimetype.startswith("text/"):
            assert answer.mimetype_params.get("charset") == "utf-8", f"{address}: {answer.content_type}"
    assert seen >= {"text/html", "text/plain", "text/css", "image/svg+xml"}


def test_c12_over_https_every_cookie_is_bound_to_this_host(https_client: FlaskClient) -> None:
    with https_client.application.app_context():
        person = Person(id=uuid4(), email="rena@people.example", name="Rena Okada", added_at=clock.now())
        person.password_hash = passwords.hashed(PASSWORD)
        db.session.add(person)
        db.session.commit()
        (code,) = make_sheet(person.id, count=1)
    set_ = https_client.get("/sign-in").headers.getlist("Set-Cookie")
    typed = {"csrf_token": token_on(https_client, "/sign-in"), "email": "rena@people.example", "password": PASSWORD}
    answer = https_client.post("/sign-in", data=typed)
    assert answer.status_code == 303
    set_ += answer.headers.getlist("Set-Cookie")
    typed = {"csrf_token": token_on(https_client, "/second-step"), "code": code}
    set_ += https_client.post("/second-step", data=typed).headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in set_} == {"__Host-session", "__Host-session_visit", "__Host-session_known"}
    for cookie in set_:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= attributes, cookie
        assert not [part for part in attributes if part.startswith("domain")]


def test_https_is_remembered_for_a_year_and_for_names_below(https_client: FlaskClient) -> None:
    for address in ("/sign-in", "/", "/no/such/page", "/static/dist/app.css", "/health"):
        assert https_client.get(address).headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_server_tells_no_version() -> None:
    """The application names no server at all (C29); what serves it names itself without a number."""
    assert not re.search(r"\d", wsgi.SERVER)
