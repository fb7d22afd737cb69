"""SQLite plans a statement with a limit once: it is handed a sum, whose value it doesn't look at."""

import pytest
from flask import Flask
from sqlalchemy import select

from network.organizations.models import Organization
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.statements import statements

BY_NAME = select(Organization.name).order_by(Organization.name)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (BY_NAME.limit(2), ["A", "B"]),
        (BY_NAME.limit(2).offset(1), ["B", "C"]),
        (BY_NAME.offset(2), ["C", "D"]),
        (BY_NAME.limit(0), []),
        (select(BY_NAME.limit(3).subquery().c.name), ["A", "B", "C"]),
    ],
)
def test_a_limit_means_what_it_says(app: Flask, asked: object, expected: list[str]) -> None:
    for name in "DBAC":
        make_organization(name)
    with statements() as said:
        assert db.session.scalars(asked).all() == expected  # type: ignore[call-overload]
    if db.engine.dialect.name == "sqlite":
        assert "LIMIT 0 + ?" in said[-1] or "LIMIT 0 + -1" in said[-1] or "OFFSET 0 + ?" in said[-1]
        assert "LIMIT ?" not in said[-1]
