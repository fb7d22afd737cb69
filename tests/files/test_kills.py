"""F1, F11, F12: whoever is killed while a file comes or goes leaves rows and bytes that agree, and it can be done again."""

import os
import signal
import subprocess
import sys
import time
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.files import commands, jobs, queries
from network.files.commands import FileDraft
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.kernel.actor import SYSTEM, Actor
from network.storage.blobs import blobs, folders
from network.storage.db import db
from tests.architecture.code import ROOT
from tests.factories.files import TEXT, make_file, make_sender, send
from tests.files.test_keeping import old_files

# What a web worker and the clock do, ended as by a power cut just before the given one of all that reaches the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from sqlalchemy import event
from network.app import create_app
from network.config import Settings
from network.files import commands, jobs
from network.files.commands import FileDraft
from network.kernel.actor import SYSTEM, Actor
from network.storage.db import db
from tests.factories.files import send
from tests.processes import clean_here
from network.cleaning import apart

folder, url, what, left = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
person, space = UUID(sys.argv[5]), UUID(sys.argv[6])
apart.ask = clean_here

def counted(deed):
    def run(*given, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return deed(*given, **more)
    return run

app = create_app(Settings(instance=folder, database_url=url, secret_key="for tests only", is_testing=True))
actor = Actor(person_id=person, space_ids=frozenset({space}), open_space_ids=frozenset({space}))
with app.app_context():
    found = [UUID(each) for each in sys.argv[7:]]
    db.session.rollback()
    os.fsync, Path.rename, Path.unlink = counted(os.fsync), counted(Path.rename), counted(Path.unlink)
    event.listen(db.engine, "before_cursor_execute", counted(lambda *about: None))
    event.listen(db.engine, "commit", counted(lambda *about: None))
    if what == "come":
        upload = send(actor, b"Killed in the middle.\\n" * 9_000)
        commands.keep_file(actor, FileDraft(upload.id, space))
    else:
        commands.remove_file(actor, found[0])
        jobs.shred(SYSTEM)
    print(left)
"""


def run(app: Flask, what: str, at: int, sender: Actor, space_id: UUID, *found: UUID) -> int:
    """How many steps were left, or the signal that ended it."""
    settings = app.config["PEER"]
    db.session.remove()
    given = [str(settings.instance), settings.database_url, what, str(at), str(sender.person_id), str(space_id), *map(str, found)]
    done = subprocess.run([sys.executable, "-c", KILLED, *given], cwd=ROOT, capture_output=True, env={**os.environ}, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-3000:]
    return done.returncode or 10**6 - int(done.stdout)


def agree(sender: Actor) -> None:
    """Every file has its bytes, whole; the store holds nothing that no row knows once it is swept."""
    db.session.rollback()
    for row in db.session.scalars(select(StoredFile)).all():
        assert len(queries.opened(sender, row.id).read()) == row.size
    listed = {name for name, _ in blobs().names()}
    needed = set(db.session.scalars(select(StoredBytes.name)))
    assert needed <= listed, "a row has no bytes"
    old_files()
    for row in db.session.scalars(select(StagedFile)).all():
        row.staged_at, row.claimed_at = row.staged_at.replace(year=2020), None
    db.session.commit()
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    jobs.sweep(SYSTEM)
    assert {name for name, _ in blobs().names()} == set(db.session.scalars(select(StoredBytes.name)))
    assert db.session.scalars(select(FileTombstone)).all() == []
    assert not list(folders().passing())


def killed_at(app: Flask, what: str, at: int) -> bool:
    """Whether there was such a step."""
    sender, _, space_id = make_sender(f"House {what} {at}")
    file_id = make_file(sender, space_id, TEXT + str(at).encode())
    ended = run(app, what, at, sender, space_id, file_id)
    agree(sender)
    upload = send(sender, b"Once more.\n")  # it can be done again at once
    commands.keep_file(sender, FileDraft(upload.id, space_id))
    return ended == -signal.SIGKILL


@pytest.mark.parametrize(("what", "at"), [("come", 4), ("come", 20), ("go", 9)])
def test_f11_killed_in_the_middle_rows_and_bytes_agree(app: Flask, what: str, at: int) -> None:
    assert killed_at(app, what, at)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["come", "go"])
def test_f11_killed_at_each_step_rows_and_bytes_agree(app: Flask, what: str) -> None:
    """Until a step is asked for that never comes."""
    begun, at = time.monotonic(), 1
    while killed_at(app, what, at):
        at += 1
        assert time.monotonic() - begun < 1_800
    assert at > 15
