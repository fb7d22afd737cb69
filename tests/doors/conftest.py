"""What the tests of doors share: one engine, and the world that is walked through."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from network.kernel.event import Event
from network.web import noting
from tests.doors.world import World, make_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who walks through the same world shares one worker, and a world is made once; the long walk of the matrix has its own.

    Groups begin before what stands alone: a long walk that began last would keep the other workers waiting.
    """
    for item in items:
        if item.path.parent == Path(__file__).parent:
            is_within = "world" in getattr(item, "fixturenames", ())
            item.add_marker(pytest.mark.xdist_group("doors" if is_within else "doors from outside"))


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """What is asked here is the same on both engines, as other tests show; each step begins from a copy of one file."""
    return str(request.param)


@pytest.fixture(scope="session")
def worlds() -> list[World]:
    """The world of this process, once somebody asked for it."""
    return []


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What pages would have noted: a refusal must change nothing else. tests/web/test_noting.py shows that it is noted."""
    found: list[Event] = []
    monkeypatch.setattr(noting, "note", lambda _who, event: found.append(event))
    return found


@pytest.fixture
def world(app: Flask, sign_in: Any, worlds: list[World], noted: list[Event]) -> Iterator[World]:
    """One of everything, and everybody who might knock: made once in a process, and for each test as it was made."""
    if not worlds:
        worlds.append(make_world(app, sign_in))
    worlds[0].wake()
    yield worlds[0]
    worlds[0].close()
