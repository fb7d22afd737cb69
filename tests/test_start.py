"""C59: a start that would be unsafe is refused, with an exit status and one clear sentence for each thing to mend."""

import logging
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade

from network import features
from network.accounts.commands import publish_terms
from network.accounts.queries import missing_terms
from network.app import create_app
from network.cli.keys import first
from network.config import ROOT, Misconfigured, Settings
from network.kernel.actor import SYSTEM
from network.serve import prepare
from network.settings.commands import choose
from network.storage.db import db, driver, is_wal_safe
from network.storage.secrets import Ring, files
from network.storage.secrets.rings import new_ring

DAY = date(2026, 11, 23)
SAID = {"privacy_officer": "Ines Halloran", "privacy_contact": "250 555 0134", "backup_days": 35, "providers": "Example, Canada"}


@pytest.fixture
def quiet_process() -> Iterator[None]:
    """A start changes how the whole process logs: put it back."""
    root = logging.getLogger()
    mask = os.umask(0o022)
    kept = (root.handlers, root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions)
    yield
    root.handlers, level, sys.excepthook, threading.excepthook, logging.raiseExceptions = kept
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    os.umask(mask)


@pytest.fixture
def house(tmp_path: Path) -> dict[str, str]:
    """The environment of a sound production installation whose schema is at head."""
    keys, instance = tmp_path / "keys", tmp_path / "instance"
    first.callback(keys)  # type: ignore[misc]
    instance.mkdir(mode=0o700)
    environment = {
        "BASE_URL": "https://network.example",
        "KEYS": str(keys),
        "INSTANCE": str(instance),
        "MAIL_HOST": "mail.network.example",
        "MAIL_SENDER": "post@network.example",
    }
    settings = Settings.from_environment(environment)
    with create_app(settings).app_context():
        upgrade()
        for audience, text in missing_terms().items():
            publish_terms(SYSTEM, audience, text)
        for key, value in SAID.items():
            choose(SYSTEM, key, value)
        db.session.remove()
        db.engine.dispose()
    with prepare(settings).app_context():
        db.session.remove()
        db.engine.dispose()
    return environment


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, capfd: Any, quiet_process: None) -> Callable[..., tuple[int, list[str]]]:
    """`start(environment)`: what loading `wsgi` ends with, and what it said."""

    def load(environment: dict[str, str]) -> tuple[int, list[str]]:
        for name in ("DEMONSTRATION", "SECRET_KEY", "DATABASE_URL", "FLASK_DEBUG", "CREDENTIALS_DIRECTORY", "KEYS", "BASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        try:
            app = runpy.run_path(str(ROOT / "wsgi.py"))["app"]
            with app.app_context():
                db.engine.dispose()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        said = capfd.readouterr()
        return code, (said.out + said.err).strip().splitlines()

    return load


def test_a_sound_house_opens(house: dict[str, str], start: Any) -> None:
    assert start(house) == (0, [])
    assert start(house) == (0, [])


def test_a_house_without_mail_opens_and_says_so(house: dict[str, str], start: Any) -> None:
    del house["MAIL_HOST"], house["MAIL_SENDER"]
    code, said = start(house)
    assert code == 0
    assert ["no mail is set up" in line for line in said] == [True]


def with_password(house: dict[str, str], mode: int, password: str) -> None:
    house["MAIL_USER"] = "post"
    file = Path(house["KEYS"]) / "mail-password"
    file.write_text(password)
    file.chmod(mode)


def foreign_keys(house: dict[str, str]) -> None:
    files.write(Path(house["KEYS"]), new_ring(Ring.ACCOUNTS, DAY))


def old_schema(house: dict[str, str]) -> None:
    with create_app(Settings.from_environment(house)).app_context():
        downgrade(revision="0008")
        db.session.remove()
        db.engine.dispose()


def unsaid(key: str) -> Callable[[dict[str, str]], None]:
    def forget(house: dict[str, str]) -> None:
        with create_app(Settings.from_environment(house)).app_context():
            choose(SYSTEM, key, type(SAID[key])())
            db.session.remove()
            db.engine.dispose()

    return forget


BAD: dict[str, tuple[Callable[[dict[str, str]], Any], str]] = {
    "debug": (lambda house: house.update(FLASK_DEBUG="1"), "FLASK_DEBUG is on."),
    "no secret": (lambda house: (Path(house["KEYS"]) / "secret-key").unlink(), "There is no secret."),
    "empty secret": (lambda house: (Path(house["KEYS"]) / "secret-key").write_text("\n"), "holds no secret"),
    "short secret": (lambda house: house.update(SECRET_KEY="dev"), "SECRET_KEY is short or well known."),
    "default secret": (lambda house: house.update(SECRET_KEY="changeme" * 8), "SECRET_KEY is short or well known."),
    "secret readable": (lambda house: (Path(house["KEYS"]) / "secret-key").chmod(0o644), "secret-key can be read by others."),
    "keys readable": (lambda house: (Path(house["KEYS"]) / "safety.keys").chmod(0o640), "safety.keys can be read by others."),
    "keys missing": (lambda house: (Path(house["KEYS"]) / "accounts.keys").unlink(), "accounts.keys is missing."),
    "keys cut short": (lambda house: (Path(house["KEYS"]) / "accounts.keys").write_text("ab12 AAAA"), "is no key file"),
    "keys not named": (lambda house: house.pop("KEYS"), "Set KEYS to a folder outside the data."),
    "keys among the data": (lambda house: house.update(INSTANCE=str(Path(house["KEYS"]).parent)), "lie among the data"),
    "keys of another house": (foreign_keys, "holds other keys than this database was written with."),
    "plain http": (lambda house: house.update(BASE_URL="http://network.example"), "BASE_URL must start with https://."),
    "no address": (lambda house: house.pop("BASE_URL"), "Set BASE_URL"),
    "data readable": (lambda house: Path(house["INSTANCE"]).chmod(0o755), "instance can be read by others."),
    "no database": (
        lambda house: house.update(DATABASE_URL="postgresql://x@/none?host=/nowhere"),
        "The database can't be opened",
    ),
    "mail half set up": (lambda house: house.pop("MAIL_HOST"), "Set MAIL_HOST too"),
    "mail from nobody": (lambda house: house.pop("MAIL_SENDER"), "Set MAIL_SENDER to the address"),
    "mail from no address": (lambda house: house.update(MAIL_SENDER="post"), "Set MAIL_SENDER to the address"),
    "mail from two lines": (lambda house: house.update(MAIL_SENDER_NAME="Post\nBcc: all"), "MAIL_SENDER_NAME must be one line."),
    "mail without encryption": (lambda house: house.update(MAIL_TLS="none"), "Mail is never sent without encryption."),
    "mail to no port": (lambda house: house.update(MAIL_PORT="smtp"), "MAIL_PORT must be a number"),
    "mail without a password": (lambda house: house.update(MAIL_USER="post"), "MAIL_USER has no password."),
    "mail password readable": (lambda house: with_password(house, 0o644, "quiet larch"), "mail-password can be read by others."),
    "mail password empty": (lambda house: with_password(house, 0o600, "\n"), "mail-password is empty."),
    "no authorities": (lambda house: house.update(MAIL_AUTHORITIES="/nowhere.pem"), "MAIL_AUTHORITIES names /nowhere.pem"),
    "no officer": (unsaid("privacy_officer"), "Nobody is named as privacy officer."),
    "no way to the officer": (unsaid("privacy_contact"), "Nothing says how to reach the privacy officer."),
    "no life of back-ups": (unsaid("backup_days"), "Nothing says how long back-ups live."),
    "no providers": (unsaid("providers"), "The service providers are not named."),
    "leaked passwords missing": (lambda house: house.update(LEAKED_PASSWORDS="/nowhere.txt"), "LEAKED_PASSWORDS: /nowhere.txt"),
    "leaked passwords no list": (lambda house: house.update(LEAKED_PASSWORDS=__file__), "is no list of SHA-1 digests"),
    "old schema": (old_schema, "The database is not at the newest schema."),
}


@pytest.mark.parametrize("name", BAD)
def test_c59_a_bad_start_is_refused_in_one_sentence(name: str, house: dict[str, str], start: Any) -> None:
    spoil, sentence = BAD[name]
    spoil(house)
    code, said = start(house)
    assert code != 0
    assert len(said) == 1, said
    assert sentence in said[0]


def test_c59_all_that_is_wrong_is_said_at_once(house: dict[str, str], start: Any) -> None:
    code, said = start(house | {"BASE_URL": "http://network.example", "FLASK_DEBUG": "true", "SECRET_KEY": "short"})
    assert code != 0
    assert len(said) == 3


def test_c59_a_room_can_refuse_too(house: dict[str, str], start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "No privacy officer is named. Name one under Settings."
    monkeypatch.setattr(features, "START_CHECKS", (lambda settings: [sentence] if settings.is_production else [],))
    assert start(house) == (4, [sentence])


def test_without_the_safety_ring_the_house_opens(house: dict[str, str], start: Any) -> None:
    (Path(house["KEYS"]) / "safety.keys").unlink()
    assert start(house) == (0, [])


def test_c50_keys_may_be_handed_over_by_the_service_manager(house: dict[str, str], start: Any) -> None:
    house["CREDENTIALS_DIRECTORY"] = house.pop("KEYS")
    for file in Path(house["CREDENTIALS_DIRECTORY"]).iterdir():
        file.chmod(0o440)
    assert start(house) == (0, [])


def test_no_sentence_shows_a_secret() -> None:
    with pytest.raises(Misconfigured) as refused:
        Settings.from_environment({"BASE_URL": "http://x", "SECRET_KEY": "heron", "DATABASE_URL": "postgresql://a:heron@b/c"})
    assert "heron" not in str(refused.value)


def run(house: dict[str, str], *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A real process with nothing but the installation's environment."""
    environment = {"PATH": os.environ["PATH"], **house, **more}
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90)


def test_c59_a_real_server_stops_and_says_why(house: dict[str, str]) -> None:
    (Path(house["KEYS"]) / "accounts.keys").chmod(0o644)
    done = run(house, "gunicorn", "-b", "127.0.0.1:0", "wsgi:app")
    assert done.returncode not in (0, None)
    assert "accounts.keys can be read by others. Run: chmod 600" in done.stderr
    assert "Traceback" not in done.stderr


def test_c59_the_scheduler_stops_and_says_why(house: dict[str, str]) -> None:
    foreign_keys(house)
    done = run(house, "network.scheduler")
    assert done.returncode != 0
    assert "holds other keys" in done.stderr
    assert "Traceback" not in done.stderr


def test_c59_the_doctor_says_the_same_of_a_shut_house(house: dict[str, str]) -> None:
    sound = run(house, "flask", "--app", "wsgi", "network", "doctor")
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert "Nothing is wrong." in sound.stdout
    assert f"SQLite          {driver().sqlite_version}" in sound.stdout
    foreign_keys(house)
    done = run(house, "flask", "--app", "wsgi", "network", "doctor")
    assert done.returncode == 1
    assert "holds other keys" in done.stdout
    broken = run({}, "network.cli", "doctor")
    assert broken.returncode == 1
    assert "Wrong: Set BASE_URL" in broken.stdout


def test_c59_the_doctor_says_that_there_is_no_folder_for_the_state(house: dict[str, str], tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    done = run(house, "flask", "--app", "wsgi", "network", "doctor", INSTANCE=nowhere)
    assert done.returncode == 1, done.stderr
    assert f"Wrong: There is no folder {nowhere}. Make it: mkdir -m 700 {nowhere}" in done.stdout
    assert "Traceback" not in done.stderr


def test_c59_a_library_that_can_harm_a_wal_file_does_not_open_one(house: dict[str, str], tmp_path: Path) -> None:
    """Python's own SQLite, where it is one of the affected, meets a file that somebody holds open in WAL mode."""
    asked = subprocess.run(
        [sys.executable, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], capture_output=True, text=True, check=True
    )
    version = tuple(map(int, asked.stdout.strip().split(".")))
    if is_wal_safe(version):
        pytest.skip(f"Python's own SQLite {version} is mended")
    stub = tmp_path / "stub" / "pysqlite3"
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text("raise ImportError\n")
    holder = driver().connect(Path(house["INSTANCE"]) / "network.sqlite")
    try:
        holder.execute("pragma journal_mode=wal")
        holder.execute("begin")
        holder.execute("select * from setting").fetchall()
        done = run(house, "gunicorn", "-b", "127.0.0.1:0", "wsgi:app", PYTHONPATH=str(stub.parent))
    finally:
        holder.close()
    assert done.returncode != 0
    assert "can harm a file in WAL mode" in done.stderr
    assert "Traceback" not in done.stderr
    freed = run(house, "flask", "--app", "wsgi", "network", "doctor", PYTHONPATH=str(stub.parent))
    assert "no WAL" in freed.stdout
    assert freed.returncode == 0
