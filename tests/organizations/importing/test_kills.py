"""A large import that is killed while it writes leaves nothing half done, goes on later, and lets others write meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from network.accounts.commands import mark_seen
from network.kernel import clock
from network.kernel.actor import SYSTEM, Role
from network.organizations import jobs
from network.organizations.models import ImportBatch, ImportChange, Organization, OrganizationChoice
from network.storage.db import db
from tests.architecture.code import ROOT
from tests.factories.people import make_person
from tests.forms import post
from tests.organizations.importing.files import checked, load_province, press

SignIn = Callable[..., FlaskClient]
pytestmark = pytest.mark.slow


# What a scheduler does, but that it ends itself, as a power cut would, when the given statement of a sort is about to run.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from network.app import create_app
from network.config import Settings
from network.kernel.actor import SYSTEM
from network.organizations import jobs
from network.storage.db import db

folder, url, word, left = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])

def die(connection, cursor, statement, *rest):
    global left
    if word in statement.lower():
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

app = create_app(Settings(instance=folder, database_url=url, secret_key="for tests only", is_testing=True))
with app.app_context():
    event.listen(db.engine, "before_cursor_execute", die)
    jobs.work_on_imports(SYSTEM)
"""


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def rows_like_the_demonstration(number: int) -> bytes:
    text = (ROOT / "network" / "demonstration" / "organizations.csv").read_text(encoding="utf-8").splitlines()
    made = (text[1 + each % 60].partition(",") for each in range(number))
    lines = (f"{name} {each},{rest}" for each, (name, _, rest) in enumerate(made))
    return "\n".join((text[0], *lines)).encode()


def killed_at(app: Flask, word: str, count: int) -> None:
    settings = app.config["PEER"]
    db.session.remove()
    given = [str(settings.instance), settings.database_url, word, str(count)]
    done = subprocess.run([sys.executable, "-c", KILLED, *given], cwd=ROOT, capture_output=True, env={**os.environ}, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def counts() -> tuple[int, ...]:
    db.session.rollback()
    return tuple(
        db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Organization, OrganizationChoice, ImportChange)
    )


def the_lease_lapses() -> None:
    db.session.execute(update(ImportBatch).values(claimed_at=clock.now() - timedelta(minutes=3)))
    db.session.commit()


def asked_to_go_in(client: FlaskClient, number: int) -> str:
    address = checked(client, rows_like_the_demonstration(number))
    jobs.work_on_imports(SYSTEM)
    assert press(client, f"{address}/check", "go").location == f"{address}/progress"
    return address


def test_a_kill_in_the_middle_of_writing_leaves_nothing_and_the_work_is_done_later(app: Flask, client: FlaskClient) -> None:
    address = asked_to_go_in(client, 600)
    for word, count in (("insert into organization ", 1), ("insert into free_time", 1), ("insert into journal_entry", 1)):
        killed_at(app, word, count)
        assert counts() == (0, 0, 0), word
        the_lease_lapses()
    jobs.work_on_imports(SYSTEM)
    whole = counts()
    assert whole[0] == whole[2] > 500
    assert post(client, f"{address}/undo").location == f"{address}/progress"
    for word, count in (("delete from organization_choice", 2), ("delete from organization ", 1)):
        killed_at(app, word, count)
        assert counts() == whole, word
        the_lease_lapses()
    jobs.work_on_imports(SYSTEM)
    assert counts() == (0, 0, 0)
    assert "The import is undone" in client.get(address).get_data(as_text=True)


def test_others_write_while_five_thousand_rows_go_in_and_out_again(app: Flask, client: FlaskClient) -> None:
    """Nobody else waits longer than the writing holds the one writer that SQLite has."""
    address = asked_to_go_in(client, 5_000)
    waits = written_meanwhile(app)
    assert counts()[0] > 4_800
    post(client, f"{address}/undo")
    waits += written_meanwhile(app)
    assert counts() == (0, 0, 0)
    print(f"\n{db.engine.dialect.name}: {len(waits)} others wrote meanwhile, the slowest in {max(waits):.2f} s")
    assert len(waits) > 20
    assert max(waits) < app.config["PEER"].sqlite_timeout


def written_meanwhile(app: Flask) -> list[float]:
    """How long each of a stream of small writes by others took while the clock worked; none may fail."""
    waits: list[float] = []
    faults: list[BaseException] = []
    ended = threading.Event()

    def write() -> None:
        with app.app_context():
            while not ended.is_set():
                begun = time.perf_counter()
                try:
                    mark_seen(uuid4(), clock.now())
                except BaseException as fault:  # whatever it is, the test tells it
                    faults.append(fault)
                waits.append(time.perf_counter() - begun)
                time.sleep(0.02)

    other = threading.Thread(target=write)
    other.start()
    try:
        jobs.work_on_imports(SYSTEM)
    finally:
        ended.set()
        other.join()
    assert not faults
    return waits
