"""Reading past the unit of work sees what waits to be written; searching means the same on both engines."""

import pytest
from flask import Flask
from sqlalchemy import func, literal, select

from network.places.models import Region
from network.storage.db import db
from network.storage.reading import first, rows
from network.storage.searching import holds


def test_what_waits_to_be_written_is_seen(app: Flask) -> None:
    db.session.add(Region(code="north", name="North", time_zone="America/Vancouver"))
    assert rows(select(Region.code, Region.name)) == [("north", "North")]
    db.session.rollback()
    assert first(select(Region.code)) is None


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("harbour house", "our h", True),
        ("harbour house", "", True),
        ("harbour house", "hause", False),
        ("harbour house", "%", False),
        ("100% here", "0% h", True),
        ("", "a", False),
    ],
)
def test_a_column_holds_a_text_as_it_is_written(app: Flask, column: str, text: str, expected: bool) -> None:
    assert db.session.scalar(select(func.count()).where(holds(literal(column), text))) == expected
