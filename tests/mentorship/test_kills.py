"""A scheduler that is killed while it keeps the plan of a large round leaves nothing half, and the work is done later."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.mentorship import commands, jobs, queries
from network.mentorship.models import QueuedMatching, Round, Run, RunEntry, RunMentor
from network.storage.db import db
from tests.architecture.code import ROOT
from tests.factories.mentorship import make_mentee, make_mentor, open_round
from tests.factories.people import coordinator
from tests.journal import facts

pytestmark = pytest.mark.slow

# What a scheduler does, but that it ends itself, as a power cut would, when the given sort of statement is about to run.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from network.app import create_app
from network.config import Settings
from network.kernel.actor import SYSTEM
from network.mentorship import jobs
from network.storage.db import db

folder, url, word = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(connection, cursor, statement, *rest):
    if word in statement.lower():
        os.kill(os.getpid(), signal.SIGKILL)

app = create_app(Settings(instance=folder, database_url=url, secret_key="for tests only", is_testing=True))
with app.app_context():
    event.listen(db.engine, "before_cursor_execute", die)
    jobs.match_large_rounds(SYSTEM)
"""


def killed_at(app: Flask, word: str) -> None:
    settings = app.config["PEER"]
    db.session.remove()
    given = [str(settings.instance), settings.database_url, word]
    done = subprocess.run([sys.executable, "-c", KILLED, *given], cwd=ROOT, capture_output=True, env={**os.environ}, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def kept() -> tuple[int, ...]:
    db.session.rollback()
    return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Run, RunEntry, RunMentor))


def test_a_kill_at_any_moment_leaves_the_round_as_it_was_and_the_plan_is_made_later(app: Flask) -> None:
    make_mentor()
    make_mentee("Driftwood House")
    make_mentee("Salmonberry House")
    round_id = open_round()
    commands.queue_matching(coordinator(), round_id)
    for word in ("insert into matching_run", "insert into run_entry", "insert into journal_entry"):
        killed_at(app, word)
        assert kept() == (0, 0, 0), word
        assert db.session.scalar(select(Round.current_run_id)) is None
        db.session.execute(update(QueuedMatching).values(claimed_at=clock.now() - timedelta(minutes=3)))
        db.session.commit()
    jobs.match_large_rounds(SYSTEM)
    assert kept() == (1, 2, 1)
    assert len(facts("round_matched")) == 1
    matching = queries.matching_of(coordinator(), round_id)
    assert matching is not None
    assert not matching.is_open
