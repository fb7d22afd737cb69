"""What the tests of doors share: one engine, and the world that is walked through."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.doors.world import World, make_world


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """What is asked here is the same on both engines, as other tests show; each step begins from a copy of one file."""
    return str(request.param)


@pytest.fixture
def world(app: Flask, sign_in: Any) -> Iterator[World]:
    """One of everything, and everybody who might knock."""
    made = make_world(app, sign_in)
    yield made
    made.close()
