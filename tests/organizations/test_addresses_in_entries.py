"""A street address that is typed into an entry is asked about, and that of a hidden house is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import Role
from network.organizations.models import Organization
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_person
from tests.organizations.importing.files import fields_of

SignIn = Callable[..., FlaskClient]
ASKED = "looks like a street address"


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator."""
    load_default_lists()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def saved(client: FlaskClient, page: str, **typed: str) -> Any:
    return client.post(page, data={**fields_of(client.get(page).get_data(as_text=True)), **typed})


def test_what_looks_like_an_address_is_kept_only_when_somebody_says_that_it_is_none(client: FlaskClient) -> None:
    made = make_organization("One")
    page = f"/organizations/{made}/edit"
    typed = {"about": "Ring at 12 Main Street."}
    asked = saved(client, page, **typed)
    shown = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert f"“12 Main Street” {ASKED}" in shown
    assert "no street address stands in this entry" in shown
    assert db.session.get_one(Organization, made).about == ""
    assert saved(client, page, **typed, no_address="y").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Organization, made).about == typed["about"]
    assert saved(client, page).status_code == 303


def test_the_address_of_a_hidden_house_is_refused_whatever_somebody_says(client: FlaskClient) -> None:
    made = make_organization("One", kind="transition-house")
    page = f"/organizations/{made}/edit"
    refused = saved(client, page, about="12 Main Street, V8G 4B3", no_address="y")
    assert refused.status_code == 422
    assert "may stand nowhere here" in refused.get_data(as_text=True)
    assert saved(client, page, about="Write to PO Box 12, V8G 4B3").status_code == 303


def test_nobody_is_asked_about_an_entry_without_one(client: FlaskClient) -> None:
    made = make_organization("One")
    shown = client.get(f"/organizations/{made}/edit").get_data(as_text=True)
    assert "no_address" not in shown
    assert saved(client, f"/organizations/{made}/edit", about="12 beds, 24 hours a day.").status_code == 303
