"""C57: the journal is sealed in a chain; what was changed, added or taken away with SQL is found and named."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from network.cli import network
from network.journal.command import command, record
from network.journal.commands.sealing import LARGEST, seal_segment
from network.journal.jobs import seal_journal
from network.journal.models import JournalEntry
from network.journal.seal import chain
from network.journal.seal.models import JournalSeal
from network.journal.seal.verifying import is_guarded, verify
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.policy import Permission, authorize
from network.settings.events import SettingChanged
from network.storage.db import db
from network.storage.transaction import transaction


def write(number: int) -> list[int]:
    """That many facts; their ids in order."""
    with transaction():
        for position in range(number):
            fact = SettingChanged(key=f"key {position}")
            actor_id = UUID(int=position) if position % 2 else None
            db.session.add(JournalEntry(occurred_at=clock.now(), actor_id=actor_id, event=fact.name(), facts=fact.facts()))
    return list(db.session.scalars(select(JournalEntry.id).order_by(JournalEntry.id)))


@contextmanager
def unguarded() -> Iterator[Any]:
    """The database as somebody has it who may do anything with SQL, but has no key."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("set local session_replication_role = replica"))
            yield connection
            return
        guards = connection.execute(text("select name, sql from sqlite_master where type = 'trigger'")).all()
        for name, _ in guards:
            connection.execute(text(f"drop trigger {name}"))
        yield connection
        for _, sql in guards:
            connection.execute(text(sql))


@pytest.fixture
def sealed(app: Flask) -> list[int]:
    """Thirty entries in three segments; the ids."""
    for _ in range(3):
        write(10)
        seal_journal(SYSTEM)
    return write(0)


def test_c57_a_sound_journal_is_found_sound(sealed: list[int]) -> None:
    write(4)
    verdict = verify()
    assert (verdict.fault, verdict.sealed, verdict.unsealed) == (None, 30, 4)
    assert verify(verdict.head).fault is None


def test_c57_an_empty_journal_is_sound(app: Flask) -> None:
    seal_journal(SYSTEM)
    assert verify().fault is None
    assert verify().head == ""


def test_c57_a_long_journal_is_sealed_in_pieces(app: Flask) -> None:
    write(LARGEST + 1)
    seal_journal(SYSTEM)
    assert list(db.session.scalars(select(JournalSeal.count).order_by(JournalSeal.id))) == [LARGEST, 1]
    assert verify().fault is None
    assert seal_segment() is None


def entry(change: str) -> str:
    return f"update journal_entry set {change} where id = {{}}"


# What is done with SQL to the entries of these positions, the position of the first that is wrong, and what is said of it.
CHANGES: dict[str, tuple[str, tuple[int, ...], str]] = {
    "another event": (entry("event = 'x'"), (13,), "changed"),
    "another actor": (entry("actor_id = null"), (13,), "changed"),
    "another time": (entry("occurred_at = '2020-01-01 00:00:00'"), (0,), "changed"),
    "other facts": (entry("facts = '[]'"), (29,), "changed"),
    "one gone": ("delete from journal_entry where id = {}", (7,), "taken away"),
    "the first gone": ("delete from journal_entry where id = {}", (0,), "taken away"),
    "the tail gone": ("delete from journal_entry where id >= {}", (25,), "taken away"),
    "all gone": ("delete from journal_entry where id >= {}", (0,), "taken away"),
}


def swap(connection: Any, one: int, other: int) -> None:
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute(text(f"update journal_entry set id = {new} where id = {old}"))


@pytest.mark.parametrize("change", CHANGES)
def test_c57_what_sql_did_to_an_entry_is_named(change: str, sealed: list[int]) -> None:
    statement, positions, said = CHANGES[change]
    ids = [sealed[position] for position in positions]
    with unguarded() as connection:
        connection.execute(text(statement.format(*ids)))
    fault = verify().fault
    assert fault is not None
    assert fault.entry_id == ids[0]
    assert said in str(fault.message)


def test_c57_two_swapped_entries_are_named(sealed: list[int]) -> None:
    with unguarded() as connection:
        swap(connection, sealed[4], sealed[21])
    fault = verify().fault
    assert fault is not None
    assert (fault.entry_id, str(fault.message)) == (sealed[4], "The entry was changed.")


def put_in(entry_id: int) -> None:
    """An ordinary insertion, which no guard can tell from a fact."""
    with transaction():
        db.session.add(JournalEntry(id=entry_id, occurred_at=clock.now(), event="setting_changed", facts={"key": "key 2"}))


def test_c57_an_entry_put_in_later_is_named(app: Flask) -> None:
    last = write(5)[-1]
    put_in(last + 10)
    seal_journal(SYSTEM)
    put_in(last + 5)
    fault = verify().fault
    assert fault is not None
    assert (fault.entry_id, str(fault.message)) == (last + 5, "The entry was put in later.")
    put_in(-3)
    assert (verify().fault or fault).entry_id == -3


def test_c57_an_entry_put_where_another_was_is_named(sealed: list[int]) -> None:
    with unguarded() as connection:
        connection.execute(text(f"delete from journal_entry where id = {sealed[12]}"))
    put_in(sealed[12])
    fault = verify().fault
    assert fault is not None
    assert (fault.entry_id, str(fault.message)) == (sealed[12], "The entry was changed.")


def test_c57_a_seal_that_was_changed_or_taken_away_is_named(sealed: list[int]) -> None:
    with unguarded() as connection:
        connection.execute(text("delete from journal_seal where id = (select min(id) + 1 from journal_seal)"))
    fault = verify().fault
    assert fault is not None
    assert fault.entry_id == sealed[10]
    assert "does not follow" in str(fault.message)


def test_c57_an_edit_with_its_mark_and_seal_made_again_without_the_key_is_found(sealed: list[int]) -> None:
    """Somebody who knows the code, and has the database but not the keys, can't make the seal fit."""
    seal = db.session.scalars(select(JournalSeal).order_by(JournalSeal.id)).all()[1]
    marks = [[entry_id, "0" * chain.MARK_DIGITS if entry_id == sealed[13] else mark] for entry_id, mark in seal.marks]
    with unguarded() as connection:
        connection.execute(text(f"update journal_entry set event = 'x' where id = {sealed[13]}"))
        connection.execute(JournalSeal.__table__.update().where(JournalSeal.id == seal.id).values(marks=marks))
    db.session.rollback()  # the test reads what is there now
    fault = verify().fault
    assert fault is not None
    assert fault.entry_id == sealed[10]
    assert str(fault.message) == "The seal itself was changed."


def test_c57_a_tail_cut_off_with_its_seals_shows_only_against_a_head_noted_elsewhere(sealed: list[int]) -> None:
    noted = verify().head
    with unguarded() as connection:
        connection.execute(text("delete from journal_seal where id = (select max(id) from journal_seal)"))
        connection.execute(text(f"delete from journal_entry where id >= {sealed[20]}"))
    assert verify().fault is None
    fault = verify(noted).fault
    assert fault is not None
    assert fault.entry_id == sealed[20]


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_entry set event = 'x'",
        "update journal_entry set facts = '{}'",
        "delete from journal_entry",
        "update journal_seal set digest = 'x'",
        "delete from journal_seal",
        "truncate journal_entry",
    ],
)
def test_c57_the_database_itself_refuses(statement: str, sealed: list[int], engine: str) -> None:
    if "truncate" in statement and engine == "sqlite":
        statement = "delete from journal_entry where 1"
    with pytest.raises(DBAPIError, match="the journal is never changed"), transaction():
        db.session.execute(text(statement))
    assert verify().fault is None
    assert is_guarded()


def test_c57_twenty_writers_and_two_sealers_leave_one_chain(app: Flask) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    @command
    def write_one(number: int) -> None:
        authorize(SYSTEM, Permission.SETTING_EDIT)
        record(SYSTEM, SettingChanged(key=f"writer {number}"))

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                try:
                    work()
                except BaseException as error:
                    failures.append(error)
                finally:
                    db.session.remove()

        return run

    def write_some() -> None:
        for number in range(5):
            write_one(number)

    def seal_on() -> None:
        while not done.is_set():
            seal_journal(SYSTEM)

    writers = [threading.Thread(target=guarded(write_some)) for _ in range(20)]
    sealers = [threading.Thread(target=guarded(seal_on)) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join(120)
    done.set()
    for thread in sealers:
        thread.join(120)
    assert failures == []
    seal_journal(SYSTEM)
    verdict = verify()
    assert (verdict.fault, verdict.sealed, verdict.unsealed) == (None, 100, 0)
    links = list(db.session.execute(select(JournalSeal.previous_digest, JournalSeal.digest).order_by(JournalSeal.id)).tuples())
    assert [previous for previous, _ in links] == ["", *(digest for _, digest in links[:-1])]


def test_c57_the_command_line_tells(app: Flask, sealed: list[int]) -> None:
    app.cli.add_command(network)
    runner = app.test_cli_runner()
    sound = runner.invoke(args=["network", "audit", "verify"])
    assert (sound.exit_code, "30 entries are as they were sealed" in sound.output) == (0, True)
    head = runner.invoke(args=["network", "audit", "verify", "--head"]).output.strip()
    assert head == verify().head
    assert runner.invoke(args=["network", "audit", "verify", "--noted", head]).exit_code == 0
    assert runner.invoke(args=["network", "audit", "verify", "--noted", "0" * 64]).exit_code == 1
    with unguarded() as connection:
        connection.execute(text(f"update journal_entry set event = 'x' where id = {sealed[13]}"))
    broken = runner.invoke(args=["network", "audit", "verify"])
    assert broken.exit_code == 1
    assert f"Entry {sealed[13]}: The entry was changed." in broken.output


def test_c57_the_head_is_said_where_the_log_is_kept(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    last = write(3)[-1]
    with caplog.at_level("INFO", "network.journal"):
        seal_journal(SYSTEM)
        seal_journal(SYSTEM)
    assert [record.getMessage() for record in caplog.records] == [f"journal sealed up to entry {last}, head {verify().head}"]


def test_a_column_that_is_derived_may_be_filled_later(app: Flask) -> None:
    """What a seal covers is written down once; a new column is none of it."""
    entry = JournalEntry(id=7, occurred_at=clock.now(), actor_id=uuid4(), event="x", facts={"b": [1, None], "a": "é"})
    assert chain.spell(entry).startswith('[7,"20')
    assert chain.spell(entry).endswith('"x",{"a":"é","b":[1,null]}]')
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == 0
