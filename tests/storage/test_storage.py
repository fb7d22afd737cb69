"""The database is opened with its manners, and a transaction is kept whole or not at all."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from network.accounts.models import Person
from network.kernel import clock
from network.settings.models import Setting
from network.storage.db import db, driver, is_wal_safe
from network.storage.transaction import transaction
from tests.factories.people import make_person


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_only_where_it_cannot_corrupt(version: tuple[int, ...], is_safe: bool) -> None:
    assert is_wal_safe(version) is is_safe


def test_sqlite_is_opened_with_its_manners(app: Flask, engine: str) -> None:
    if engine != "sqlite":
        assert db.session.scalar(text("show fsync")) in ("on", "off")
        return
    expected = {"foreign_keys": 1, "synchronous": 2, "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1}
    for pragma, value in expected.items():
        assert db.session.scalar(text(f"pragma {pragma}")) == value, pragma
    journal = db.session.scalar(text("pragma journal_mode"))
    assert journal == ("wal" if is_wal_safe(driver().sqlite_version_info) else "delete")


def test_what_was_deleted_is_not_in_the_file(app: Flask, engine: str) -> None:
    if engine != "sqlite":
        return
    with transaction():
        db.session.add(Setting(key="canary", value="Wren Featherstone-Iqbal"))
    with transaction():
        db.session.delete(db.session.get_one(Setting, "canary"))
    db.session.execute(text("pragma wal_checkpoint(truncate)"))
    folder = Path(str(db.engine.url.database)).parent
    assert not [file.name for file in folder.glob("test.sqlite*") if b"Featherstone" in file.read_bytes()]


def test_a_moment_comes_back_in_utc(app: Flask) -> None:
    person_id = make_person()
    east = timezone(timedelta(hours=9))
    with transaction():
        db.session.get_one(Person, person_id).added_at = datetime(2026, 12, 15, 21, 0, tzinfo=east)
    db.session.expire_all()
    assert db.session.get_one(Person, person_id).added_at == datetime(2026, 12, 15, 12, 0, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(Exception, match="without a zone"), transaction():
        db.session.add(Person(email="x@people.example", name="X", password_hash="-", added_at=datetime(2026, 1, 1)))


def test_an_exception_undoes_everything(app: Flask) -> None:
    def half() -> None:
        with transaction():
            db.session.add(Setting(key="half", value=1))
            db.session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert db.session.get(Setting, "half") is None


def test_many_threads_that_read_and_then_write_all_succeed(app: Flask) -> None:
    """A transaction that began as a reader would fail at once where another wrote meanwhile."""
    with transaction():
        db.session.add(Setting(key="count", value=0))
    failures: list[Exception] = []

    def count_up() -> None:
        with app.app_context():
            for _ in range(5):
                try:
                    db.session.scalar(select(func.count()).select_from(Setting))  # the gate reads first
                    with transaction():
                        row = db.session.get_one(Setting, "count", with_for_update=True)
                        row.value = row.value + 1
                except Exception as error:
                    failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    db.session.rollback()
    assert db.session.get_one(Setting, "count").value == 30


def test_the_clock_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
