"""A shelf that the search knows, and nothing else."""

from collections.abc import Iterator

import pytest
from flask import Flask

from network.search.queries import know, sources
from tests.factories.searching import Shelf


@pytest.fixture
def shelf(app: Flask) -> Iterator[Shelf]:
    """An empty shelf."""
    before = sources()
    made = Shelf()
    know((made.source(),))
    yield made
    know(before)
