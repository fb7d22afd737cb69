"""What the tests of doors share: one engine, and the world that is walked through."""

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher, Type
from flask import Flask

from network.web import passwords
from tests.doors.world import World, make_world


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """What is asked here is the same on both engines, as other tests show; each step begins from a copy of one file."""
    return str(request.param)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as weakly as can be, to be quick."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
    monkeypatch.setattr(passwords, "HASHER", weak)
    monkeypatch.setattr(passwords, "NOBODY", weak.hash("nobody"))


@pytest.fixture
def world(app: Flask, sign_in: Any, quick_passwords: None) -> Iterator[World]:
    """One of everything, and everybody who might knock."""
    made = make_world(app, sign_in)
    yield made
    made.close()
