"""A withdrawn document says so wherever its text is shown, and nowhere that it is in force."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import withdraw

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


def test_its_last_point_is_that_it_was_withdrawn(house: UUID, sign_in: SignIn) -> None:
    made, client = make_document(house), sign_in(make_member(house))
    life = client.get(f"/library/{made}").text.split('class="life"')[1].split("</ol>")[0]
    assert '<li class="is-here">In force' in life
    withdraw(made)
    life = client.get(f"/library/{made}").text.split('class="life"')[1].split("</ol>")[0]
    assert '<li class="is-done">In force' in life
    assert '<li class="is-here">Withdrawn' in life
    versions = client.get(f"/library/{made}/versions").text.split('class="shelf__state"')[1].split("</li>")[0]
    assert "Withdrawn" in versions
    assert "In force" not in versions
