"""The command line sets a new installation up: lists, places, the first people."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.accounts.models import Person, RoleHolding
from network.cli import network
from network.config import ROOT
from network.places.models import Community
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.schema import newest
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


def test_a_fresh_installation_has_nobody(run: Any, sign_in: Any) -> None:
    """C11: no default account, and none that is guessed."""
    assert run("prepare").exit_code == 0
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0
    for email, password in (
        ("admin", "admin"),
        ("administrator@demo.example", PASSWORD),
        ("root", ""),
        ("admin@localhost", "password"),
    ):
        assert post(sign_in(), "/sign-in", {"email": email, "password": password}).status_code == 422


def test_the_first_two_administrators_come_by_links_that_work_once(run: Any, sign_in: Any) -> None:
    """C11: the command line sets no password; with two administrators it prints nothing, and an old link opens nothing."""
    links = [run("person", "invite").output.strip() for _ in range(3)]
    assert all(link.startswith("http://localhost:8000/invitations/") for link in links)
    paths = [link.removeprefix("http://localhost:8000") for link in links]
    for number, path in enumerate(paths[:2]):
        sent = {"name": f"Ines {number}", "email": f"ines{number}@people.example", "password": PASSWORD}
        assert post(sign_in(), path, sent).status_code == 303
        assert sign_in().get(path).status_code == 404
    assert db.session.scalars(select(RoleHolding.role)).all() == ["administrator", "administrator"]
    assert post(sign_in(), "/sign-in", {"email": "ines0@people.example", "password": PASSWORD}).status_code == 303
    refused = run("person", "invite")
    assert refused.exit_code == 1
    assert "There are two administrators." in refused.output
    third = sign_in()
    assert post(third, paths[2], {"name": "Ines", "email": "i@people.example", "password": PASSWORD}).status_code == 404
    assert len(db.session.scalars(select(RoleHolding)).all()) == 2


def test_the_command_line_takes_no_password(run: Any) -> None:
    """C11."""
    assert run("person", "add", "ines@people.example", "Ines", "--password", PASSWORD).exit_code == 2
    assert run("person", "invite", "--password", PASSWORD).exit_code == 2


def test_the_command_of_the_guides_brings_the_schema_up(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    environment = {**os.environ, "INSTANCE": str(instance), "DEMONSTRATION": "1"}
    said = [
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "db", asked],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True,
        ).stdout
        for asked in ("upgrade", "current")
    ]  # fmt: skip
    assert f"{newest()} (head)" in said[1]
