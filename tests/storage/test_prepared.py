"""A statement that is asked again finds what SQLAlchemy finds, value by value, and fails as it fails."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Select, bindparam, func, literal, select
from sqlalchemy.exc import DBAPIError

from network.kernel.actor import Role
from network.organizations.models import Organization
from network.places.models import Region
from network.settings.models import Setting
from network.storage import prepared
from network.storage.columns import UtcDateTime
from network.storage.db import db
from network.storage.reading import first, rows
from network.storage.transaction import transaction
from tests.factories.organizations import make_organization
from tests.statements import statements

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
ASKED: dict[str, tuple[Callable[[UUID], Select[Any]], Callable[[UUID], dict[str, Any]]]] = {
    "a key": (
        lambda _: select(Organization.id, Organization.name).where(Organization.id == bindparam("id")),
        lambda key: {"id": key},
    ),
    "dates, moments, numbers, truths": (
        lambda key: select(
            Organization.confirmed_on, Organization.created_at, Organization.capacity, Organization.wants_mentor
        ).where(Organization.id == key),
        lambda _: {},
    ),
    "a day and a moment": (
        lambda _: select(Organization.id).where(
            Organization.confirmed_on >= bindparam("day"), Organization.created_at > bindparam("moment", type_=UtcDateTime)
        ),
        lambda _: {"day": date(2020, 1, 1), "moment": MOMENT.replace(year=2020)},
    ),
    "JSON": (lambda _: select(Setting.key, Setting.value).order_by(Setting.key), lambda _: {}),
    "constants in a list, and a limit": (
        lambda _: select(Organization.name).where(Organization.status.in_(("active", "paused"))).limit(3),
        lambda _: {},
    ),
    "a list of values": (
        lambda _: select(Organization.name).where(Organization.id.in_(bindparam("ids", expanding=True))),
        lambda key: {"ids": [key]},
    ),
    "a list among other values": (
        lambda _: select(Organization.name).where(
            Organization.id.in_(bindparam("ids", expanding=True)), Organization.status == bindparam("status")
        ),
        lambda key: {"ids": (key, UUID(int=1), UUID(int=2)), "status": "active"},
    ),
    "a list that is not to be found": (
        lambda _: select(Organization.name).where(Organization.name.not_in(bindparam("names", expanding=True))),
        lambda _: {"names": ["a", "b", "c", "d", "e"]},
    ),
    "an empty list": (
        lambda _: select(Organization.name).where(Organization.id.in_(bindparam("ids", expanding=True))),
        lambda _: {"ids": []},
    ),
    "a long list": (
        lambda _: select(Organization.name).where(Organization.id.in_(bindparam("ids", expanding=True))),
        lambda key: {"ids": [UUID(int=number) for number in range(300)] + [key]},
    ),
    "values in the text": (
        lambda _: select(Organization.name).where(
            Organization.status.in_(bindparam("states", ["active"], expanding=True, literal_execute=True))
        ),
        lambda _: {},
    ),
    "other values in the text": (
        lambda _: select(Organization.name).where(
            Organization.status.in_(bindparam("states", ["active"], expanding=True, literal_execute=True))
        ),
        lambda _: {"states": ["closed"]},
    ),
    "a value that narrows nothing": (lambda _: select(Organization.name), lambda _: {"unused": 7}),
    "nothing": (lambda _: select(Organization.name).where(Organization.name == bindparam("name")), lambda _: {"name": None}),
    "a role": (lambda _: select(literal(Role.COORDINATOR), bindparam("role", type_=None)), lambda _: {"role": Role.LIAISON}),
    "two columns of one name": (
        lambda _: select(Organization.name, Region.name).outerjoin(Region, Region.code == "none"),
        lambda _: {},
    ),
    "how many": (lambda _: select(func.count()).select_from(Organization), lambda _: {}),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_the_short_way_finds_the_same(app: Flask, name: str) -> None:
    key = make_organization("House of the lake", confirmed_on=date(2026, 1, 2))
    with transaction():
        db.session.add(Setting(key="bounds", value={"least": 1, "names": ["a", None]}))
    made, given = ASKED[name]
    asked, values = made(key), given(key)
    expected = db.session.connection().execute(asked, values).all()
    for _ in range(4):
        found = rows(asked, values)
        assert found == expected
        assert [row._mapping for row in found] == [row._mapping for row in expected]
        assert [tuple(map(type, row)) for row in found] == [tuple(map(type, row)) for row in expected]


def test_each_asking_has_its_own_values(app: Flask) -> None:
    one, other = make_organization("One"), make_organization("Other")
    asked = select(Organization.name).where(Organization.id == bindparam("id"), Organization.status == bindparam("status"))
    for _ in range(3):
        for key, name in ((one, "One"), (other, "Other")):
            assert rows(asked, {"id": key, "status": "active"}) == [(name,)]
            assert first(asked, {"id": key, "status": "closed"}) is None


def test_a_list_may_be_of_any_length(app: Flask) -> None:
    keys = [make_organization(f"House {number:02}") for number in range(12)]
    asked = select(Organization.name).where(Organization.id.in_(bindparam("ids", expanding=True))).order_by(Organization.name)
    for length in (3, 1, 12, 0, 5, 4, 12, 3, 7):
        assert rows(asked, {"ids": keys[:length]}) == [(f"House {number:02}",) for number in range(length)]


def test_it_is_taken_only_from_the_second_time_on_and_not_while_somebody_listens(app: Flask) -> None:
    asked = select(Organization.name)
    for _ in range(3):
        rows(asked)
    known = prepared._KNOWN.get(asked)
    assert isinstance(known, prepared.Prepared) == (db.engine.dialect.name == "sqlite")
    with statements() as said:
        rows(asked)
    assert len(said) == 1


def test_what_waits_to_be_written_is_seen_each_time(app: Flask) -> None:
    asked = select(Region.name).where(Region.code == bindparam("code"))
    for _ in range(3):
        assert rows(asked, {"code": "north"}) == []
    db.session.add(Region(code="north", name="North", time_zone="America/Vancouver"))
    assert rows(asked, {"code": "north"}) == [("North",)]
    db.session.rollback()
    assert rows(asked, {"code": "north"}) == []


def test_a_fault_is_the_same_fault(app: Flask) -> None:
    asked = select(func.abs(bindparam("number")))
    for _ in range(3):
        assert rows(asked, {"number": -1}) == [(1,)]
    db.session.rollback()
    with pytest.raises(DBAPIError):
        rows(asked, {"number": [object()]})
    db.session.rollback()
    assert rows(asked, {"number": -1}) == [(1,)]
