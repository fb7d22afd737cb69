"""The command line sets a new installation up: lists, places, the first people."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.accounts.models import Person, RoleHolding
from network.cli import network
from network.places.models import Community
from network.settings.queries import catalogue
from network.storage.db import db
from tests.forms import post

PASSWORD = "four quiet boots on larch"


@pytest.fixture
def run(app: Flask) -> Any:
    """`run("person", "add", ...)`: the result of a command."""
    app.cli.add_command(network)
    runner = app.test_cli_runner()

    def command(*arguments: str) -> Any:
        result = runner.invoke(args=["network", *arguments])
        db.session.rollback()  # what the command wrote is seen by the test
        return result

    return command


def test_a_new_installation_is_filled_twice_without_harm(run: Any) -> None:
    for _ in range(2):
        assert run("prepare").exit_code == 0
    assert (db.session.scalar(select(func.count()).select_from(Community)) or 0) > 200
    assert len(catalogue().entries("topic")) > 10


def test_the_first_coordinator_can_sign_in(run: Any, sign_in: Any) -> None:
    added = run("person", "add", "ines@people.example", "Ines Halloran", "--role", "coordinator", "--password", PASSWORD)
    assert "Ines Halloran can sign in." in added.output
    assert db.session.scalars(select(RoleHolding.role)).all() == ["coordinator"]
    assert post(sign_in(), "/sign-in", {"email": "ines@people.example", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("password", ["short", "ines halloran ines", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_password_that_is_easy_to_guess_lets_nobody_in(run: Any, password: str) -> None:
    refused = run("person", "add", "ines@people.example", "Ines Halloran", "--role", "administrator", "--password", password)
    assert refused.exit_code == 1
    assert db.session.scalars(select(Person)).all() == []


def test_an_address_is_used_once(run: Any) -> None:
    line = ("person", "add", "ines@people.example", "Ines Halloran", "--role", "coordinator", "--password", PASSWORD)
    assert run(*line).exit_code == 0
    assert run(*line).exit_code == 1
    assert len(db.session.scalars(select(RoleHolding)).all()) == 1
