"""What the tests of doors share: one engine, and the world that is walked through."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from network.kernel.event import Event
from network.web import noting
from tests.doors.world import World, make_world


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """What is asked here is the same on both engines, as other tests show; each step begins from a copy of one file."""
    return str(request.param)


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What pages would have noted: a refusal must change nothing else. tests/web/test_noting.py shows that it is noted."""
    found: list[Event] = []
    monkeypatch.setattr(noting, "note", lambda _who, event: found.append(event))
    return found


@pytest.fixture
def world(app: Flask, sign_in: Any, noted: list[Event]) -> Iterator[World]:
    """One of everything, and everybody who might knock."""
    made = make_world(app, sign_in)
    yield made
    made.close()
