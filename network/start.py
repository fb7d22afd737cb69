"""Whether the house may open: what a start refuses and what `doctor` says, a sentence each."""

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from network import features, mail
from network.app import create_app
from network.config import Misconfigured, Settings
from network.files.queries import clockwork
from network.files.queries.scanner import scanner
from network.journal.runs import last_sign
from network.journal.seal import verifying
from network.kernel import clock
from network.notifications.notices import SAID_WHY
from network.notifications.queries import mail_summary, overdue
from network.storage import schema
from network.storage.blobs import blobs
from network.storage.db import db, driver, is_wal_safe
from network.storage.secrets import Ring, checking, is_open
from network.web import logs

LEAST_FREE = 200 * 1024 * 1024  # bytes; below, a back-up or an upload may already fail
SILENCE = timedelta(minutes=15)  # the journal alone asks for a run every five
COMMANDS = "network"  # the name of our own commands beneath `flask`; each says for itself whether it needs an installation
LOAD_FAILED = 4  # gunicorn's own: the master stops too, and does not start one worker after the other

log = logging.getLogger("network.start")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what `doctor` tells."""

    name: str
    said: str


def application(unset: Callable[[Misconfigured], Flask] | None = None) -> Flask:
    """What a production server loads. It opens only if nothing is wrong; the command line may look at a house that is shut.

    `unset` gives what `flask network` gets where nothing is set up: matching a sheet and checking a plan need nothing.
    """
    logs.speak_json()
    os.umask(0o077)  # what this process writes is for its own account
    try:
        app = create_app(Settings.from_environment())
        if _is_served():
            with app.app_context():
                insist()
                db.engine.dispose()  # a server that loads first and forks later must share no connection
    except Misconfigured as wrong:
        if unset and not _is_served() and COMMANDS in sys.argv[1:]:
            return unset(wrong)
        print(wrong, file=sys.stderr, flush=True)
        raise SystemExit(LOAD_FAILED) from None
    return app


def _is_served() -> bool:
    """False where the `flask` command looks for its commands; true for a server, and for `flask run`."""
    context = click.get_current_context(silent=True)
    return context is None or context.info_name == "run"


def insist() -> None:
    """Raise `Misconfigured` unless the house may open."""
    wrong = list(problems())
    if wrong:
        raise Misconfigured(*wrong)
    checking.leave_marks()
    if current_app.config["PEER"].is_production and not mail.is_set_up():
        log.warning("no mail is set up: notices wait in the inbox, and no link is mailed")


def insist_on_database() -> None:
    """Raise `Misconfigured` unless the database can be opened without harm; it may be empty still."""
    wrong = list(_problems_of_database())
    if wrong:
        raise Misconfigured(*wrong)


def problems() -> Iterator[str]:
    """Everything that is wrong now, in the current application."""
    settings: Settings = current_app.config["PEER"]
    if not settings.instance.is_dir():
        yield f"There is no folder {settings.instance}. Make it: mkdir -m 700 {settings.instance}"
    elif not os.access(settings.instance, os.W_OK):
        yield f"{settings.instance} can't be written. Give it to the account that runs the server."
    unopened = list(_problems_of_database())
    yield from unopened
    if unopened:
        return
    if not is_at_head():
        yield "The database is not at the newest schema. Back it up, then run: flask --app wsgi db upgrade"
        return
    yield from checking.wrong_rings()
    for check in features.START_CHECKS:
        yield from check(settings)
    db.session.rollback()


def shortages() -> Iterator[str]:
    """What is wrong and shuts no door, in a house without `problems`: only `doctor` tells."""
    instance = current_app.config["PEER"].instance
    if not verifying.is_guarded():
        yield "The database does not guard the journal any more: a trigger is missing."
    seen = last_sign()
    if seen is not None and clock.now() - seen > SILENCE:
        yield f"No scheduler has begun a job since {seen:%Y-%m-%d %H:%M} UTC. Start one: python -m network.scheduler"
    yield from _shortages_of_mail()
    yield from _shortages_of_files()
    if _free(instance) < LEAST_FREE:
        yield f"Less than {LEAST_FREE // 1024 // 1024} MB are free for {instance}. Make room."


def _shortages_of_mail() -> Iterator[str]:
    standing = mail_summary()
    if standing.failing_since is not None:
        why = SAID_WHY.get(standing.why, standing.why)
        yield f"{why} No mail has gone out since {standing.failing_since:%Y-%m-%d %H:%M} UTC."
    stuck = overdue(clock.now())
    if stuck:
        yield f"{stuck} facts could not be turned into notices. The log names them."


def _shortages_of_files() -> Iterator[str]:
    lost = clockwork.missing_count()
    if lost:
        yield f"{lost} files have no bytes in the store any more. Bring the store back, or restore it from a back-up."
    looks = scanner()
    if looks is not None and not looks.is_there():
        yield f"The scanner at {looks.address} does not answer. Files wait, and nobody can open them. Start clamd."


def _problems_of_database() -> Iterator[str]:
    is_sqlite = db.engine.dialect.name == "sqlite"
    version = driver().sqlite_version
    unsafe = (
        f"SQLite {version} can harm a file in WAL mode, and this file is in WAL mode and in use. "
        "End every other process that has it open, or install pysqlite3."
    )
    try:
        with db.engine.connect() as connection:
            mode = connection.execute(text("pragma journal_mode" if is_sqlite else "select 1")).scalar()
        if is_sqlite and mode == "wal" and not is_wal_safe(driver().sqlite_version_info):
            yield unsafe
    except DBAPIError as failed:
        locked = is_sqlite and "locked" in str(failed.orig)
        is_unsafe = locked and not is_wal_safe(driver().sqlite_version_info)
        why = "another process holds it" if locked else type(failed.orig).__name__
        yield unsafe if is_unsafe else f"The database can't be opened ({why}). Check DATABASE_URL and that it runs."


def is_at_head() -> bool:
    """Whether the schema is the newest."""
    return schema.reached() == schema.newest()


def facts() -> Iterator[Fact]:
    """Versions, schema, room, keys."""
    settings: Settings = current_app.config["PEER"]
    yield Fact("Python", sys.version.split()[0])
    yield Fact("SQLite", f"{driver().sqlite_version}, {'WAL' if is_wal_safe(driver().sqlite_version_info) else 'no WAL'}")
    try:
        yield from _facts_of_database()
    except SQLAlchemyError:
        yield Fact("Database", "can't be opened")
    if settings.instance.is_dir():
        yield Fact("Free disk", f"{_free(settings.instance) // 1024 // 1024} MB for {settings.instance}")
    for ring in Ring:
        yield Fact(f"Keys, {ring}", "here" if is_open(ring) else "not here: locked")


def _facts_of_database() -> Iterator[Fact]:
    if db.engine.dialect.name == "postgresql":
        yield Fact("PostgreSQL", str(db.session.scalar(text("show server_version"))))
    yield Fact("Schema", f"{schema.reached() or 'none'}{'' if is_at_head() else ', not the newest'}")
    if is_at_head():
        seen, sealed = last_sign(), verifying.head()
        minutes = None if seen is None else int((clock.now() - seen).total_seconds() // 60)
        yield Fact("Scheduler", "never seen" if minutes is None else f"began a job {minutes} minutes ago")
        yield Fact("Mail", _said_of_mail())
        yield Fact("Files", _said_of_files())
        yield Fact(
            "Journal", "not sealed yet" if sealed is None else f"sealed up to entry {sealed.last_id}, head {sealed.digest}"
        )


def _said_of_mail() -> str:
    way_out = mail.post()
    if way_out is None:
        return "not set up: notices wait in the inbox, and no link is mailed"
    standing = mail_summary()
    return f"{way_out.said()}; {standing.waiting} wait, {standing.dead} given up in two weeks"


def _said_of_files() -> str:
    count, size, waiting = clockwork.kept_in_all()
    looks = scanner()
    seen = "nobody looks for viruses" if looks is None else f"clamd at {looks.address}, {waiting} wait for it"
    return f"{count} in {blobs().said()}, {size // 1024 // 1024} MB; {seen}"


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
