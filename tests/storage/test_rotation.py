"""C48: keys are turned while the house is open; cut off in the middle it goes on; a key is dropped only when it is idle."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from network.cli import network
from network.config import ROOT
from network.kernel import clock
from network.storage import secrets
from network.storage.db import db, driver
from network.storage.secrets import Ring, checking, files
from network.storage.secrets.models import KeyCheck
from network.storage.secrets.rings import new_ring
from network.storage.transaction import transaction
from tests.journal import facts


@pytest.fixture
def run(app: Flask) -> Iterator[Any]:
    """`run("keys", "count", "accounts")`; the key files are as before when the test is over."""
    folder: Path = app.config["PEER"].keys_folder
    kept = {file: file.read_bytes() for file in folder.glob("*.keys")}
    app.cli.add_command(network)
    runner = app.test_cli_runner()

    def command(*arguments: str) -> Any:
        result = runner.invoke(args=["network", "keys", *arguments])
        db.session.rollback()
        return result

    yield command
    for file, content in kept.items():
        file.write_bytes(content)
    secrets.start_secrets(app, folder, may_make=False)


def fill(number: int) -> dict[UUID, str]:
    """Sealed values in the database, by the id of their row."""
    plain = {uuid4(): f"seed {position}" for position in range(number)}
    with transaction():
        for row_id, value in plain.items():
            db.session.add(KeyCheck(id=row_id, accounts=sealed(row_id, value)))
    return plain


def sealed(row_id: UUID, plain: str) -> str:
    return secrets.seal(Ring.ACCOUNTS, plain, table="key_check", column="accounts", row_id=row_id)


def readable() -> dict[UUID, str]:
    """All values, opened."""
    db.session.rollback()
    rows = db.session.execute(select(KeyCheck.id, KeyCheck.accounts).where(KeyCheck.accounts.is_not(None))).tuples()
    return {
        row: secrets.unseal(Ring.ACCOUNTS, str(value), table="key_check", column="accounts", row_id=row) for row, value in rows
    }


def writer() -> str:
    return secrets.rings().ring(Ring.ACCOUNTS).writer.id


def test_c48_keys_are_turned_and_the_old_one_dropped(app: Flask, run: Any) -> None:
    plain, old = fill(250), writer()
    assert run("new", "accounts").exit_code == 0
    assert writer() != old
    assert readable() == plain
    refused = run("drop", "accounts", old)
    assert refused.exit_code == 1
    assert "still holds 250 values" in refused.output
    rehearsed = run("rotate", "accounts", "--dry-run")
    assert "250 values would be sealed again" in rehearsed.output
    assert old in run("count", "accounts").output
    assert "250 values are sealed again" in run("rotate", "accounts").output
    assert "0 values are sealed again" in run("rotate", "accounts").output
    assert run("drop", "accounts", old).exit_code == 0
    assert readable() == plain
    assert old not in (app.config["PEER"].keys_folder / "accounts.keys").read_text()
    assert facts("keys_rotated") == [{"ring_code": "accounts", "values": 250}]
    assert [fact["key"] for fact in facts("key_dropped")] == [old]


def test_c48_the_key_that_writes_and_one_that_is_not_there_are_not_dropped(run: Any) -> None:
    assert "writes" in run("drop", "accounts", writer()).output
    assert "has no key" in run("drop", "accounts", "abcd1234").output


def test_c48_what_can_not_be_read_is_counted_and_left(run: Any) -> None:
    plain = fill(3)
    row = min(plain)
    with transaction():
        db.session.execute(update(KeyCheck).where(KeyCheck.id == row).values(accounts="v1.abcd1234.AAAA"))
    assert run("new", "accounts").exit_code == 0
    assert "unknown" in run("count", "accounts").output
    turned = run("rotate", "accounts")
    assert turned.exit_code == 1
    assert "1 values can't be read" in turned.output
    assert db.session.get_one(KeyCheck, row).accounts == "v1.abcd1234.AAAA"


def test_c48_values_written_meanwhile_are_kept(app: Flask, run: Any) -> None:
    plain, stop = fill(300), threading.Event()
    written: dict[UUID, str] = {}

    def work() -> None:
        with app.app_context():
            while not stop.is_set():
                row_id = list(plain)[len(written) % len(plain)]
                with transaction():
                    value = f"changed {len(written)}"
                    db.session.execute(update(KeyCheck).where(KeyCheck.id == row_id).values(accounts=sealed(row_id, value)))
                written[row_id] = value

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert run("new", "accounts").exit_code == 0
        assert run("rotate", "accounts").exit_code == 0
    finally:
        stop.set()
        thread.join(60)
    assert written
    assert readable() == plain | written
    assert run("rotate", "accounts").exit_code == 0
    assert db.session.scalar(select(func.count()).where(KeyCheck.accounts.not_like(f"v1.{writer()}.%"))) == 0


def test_keys_of_another_house_are_found_at_the_start(app: Flask, run: Any) -> None:
    checking.leave_marks()
    checking.leave_marks()
    assert checking.wrong_rings() == []
    folder: Path = app.config["PEER"].keys_folder
    files.write(folder, new_ring(Ring.SAFETY, clock.today()))
    secrets.start_secrets(app, folder, may_make=False)
    assert [sentence for sentence in checking.wrong_rings() if "safety.keys" in sentence]
    assert len(checking.wrong_rings()) == 1


def test_c50_the_data_alone_tells_nothing(app: Flask, engine: str) -> None:
    fill(5)
    with transaction():
        row = uuid4()
        db.session.add(KeyCheck(id=row, accounts=sealed(row, "canary of the heron")))
    folder: Path = app.config["PEER"].instance
    stolen = b"".join(file.read_bytes() for file in folder.glob("test.sqlite*"))
    dumped = str(db.session.execute(text("select * from key_check")).all()).encode()
    assert b"v1." in dumped
    for held in (stolen, dumped):
        assert b"heron" not in held
        assert secrets.rings().ring(Ring.ACCOUNTS).writer.secret not in held


@pytest.mark.slow
def test_c48_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    """Ten deaths by SIGKILL, each later than the last; no value is lost, none is left behind."""
    instance = tmp_path / "instance"
    environment = {**os.environ, "INSTANCE": str(instance), "DEMONSTRATION": "1"}
    flask = [str(Path(sys.executable).with_name("flask")), "--app", "wsgi"]

    def call(*arguments: str) -> str:
        done = subprocess.run([*flask, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    instance.mkdir(mode=0o700)
    call("db", "upgrade")
    filler = "from wsgi import app; from tests.storage.test_rotation import fill; app.app_context().push(); fill(6000)"
    subprocess.run([sys.executable, "-c", filler], cwd=ROOT, env=environment, check=True, timeout=120)
    old = call("network", "keys", "count", "accounts").split()[0]
    call("network", "keys", "new", "accounts")
    left = []
    for _ in range(10):
        worker = subprocess.Popen([*flask, "network", "keys", "rotate", "accounts"], cwd=ROOT, env=environment)
        until, before = time.monotonic() + 60, held_in(instance, old)
        while held_in(instance, old) >= before and time.monotonic() < until and worker.poll() is None:
            time.sleep(0.001)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        left.append(held_in(instance, old))
    assert 0 < left[-1] < left[0] < 6000, left
    assert f"{left[-1]} values are sealed again" in call("network", "keys", "rotate", "accounts")
    call("network", "keys", "drop", "accounts", old)
    reader = (
        "from wsgi import app; from tests.storage.test_rotation import readable; app.app_context().push();"
        "seeds = sorted(each for each in readable().values() if each.startswith('seed '));"
        "assert seeds == sorted(f'seed {n}' for n in range(6000))"
    )
    subprocess.run([sys.executable, "-c", reader], cwd=ROOT, env=environment, check=True, timeout=120)
    shutil.rmtree(instance)


def held_in(instance: Path, key_id: str) -> int:
    """How many values a key holds, asked from outside; only the test process does this, with the same library."""
    connection = driver().connect(f"file:{instance / 'network.sqlite'}?mode=ro", uri=True)
    try:
        return int(connection.execute("select count(*) from key_check where accounts like ?", (f"v1.{key_id}.%",)).fetchone()[0])
    finally:
        connection.close()
