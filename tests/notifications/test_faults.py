"""F3, F6: what happens to mail when the poster is killed, and when the server that takes mail is out of order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.config import ROOT
from network.config.mail import MailSettings
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.mail import Smtp, Why
from network.notifications.jobs import post, relay
from network.notifications.models import Mail, MailStanding, Notification
from network.notifications.queries import mail_summary
from network.start import facts, shortages
from network.storage.db import db
from tests.factories.people import make_person
from tests.forms import token_on
from tests.mail.certificates import HOST, make_certificate
from tests.mail.sink import Script, Sink
from tests.notifications.news import announcing, lift

Begin = Callable[..., FlaskClient]
POSTER = """
import sys
from dataclasses import replace
from pathlib import Path
from network.app import create_app
from network.config import Settings
from network.config.mail import MailSettings
from network.kernel.actor import SYSTEM
from network.notifications.jobs import post

instance, url, port, authorities = sys.argv[1:]
mail = MailSettings("127.0.0.1", "post@network.example", port=int(port), authorities=Path(authorities), patience=20)
settings = Settings(instance=Path(instance), database_url=url, secret_key="for tests only", is_testing=True, mail=mail)
with create_app(settings).app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    post(SYSTEM)
"""


@pytest.fixture(autouse=True)
def fog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announcing(monkeypatch):
        yield


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("trusted"), "trusted")


def poster(app: Flask, sink: Sink, trusted: Path) -> subprocess.Popen[str]:
    """A process that is about to post what is due."""
    settings = app.config["PEER"]
    given = [str(settings.instance), settings.database_url, str(sink.port), str(trusted)]
    started = subprocess.Popen(
        [sys.executable, "-c", POSTER, *given], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def go(started: subprocess.Popen[str]) -> int:
    started.communicate("\n", timeout=60)
    return started.returncode


def message_ids(sink: Sink) -> list[str]:
    return [str(message_from_bytes(mail, policy=policy.default)["Message-ID"]) for mail in sink.mails]


@pytest.mark.slow
def test_f3_a_kill_between_taken_and_marked_posts_once_more_with_the_same_id_and_never_loses(
    app: Flask, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim: list[subprocess.Popen[str]] = []
    with Sink(Script(trusted)) as sink:
        monkeypatch.setitem(app.extensions, "post", Smtp(way_to(sink, trusted)))
        lift(make_person())
        relay(SYSTEM)
        db.session.remove()
        victim.append(poster(app, sink, trusted))
        sink.script.on_message = lambda: os.kill(victim[0].pid, signal.SIGSTOP)  # it will not read the 250 that follows
        sink.script.after_message = victim[0].kill
        assert go(victim[0]) == -signal.SIGKILL
        assert len(sink.mails) == 1
        assert db.session.scalars(select(Mail.state)).all() == ["waiting"]
        db.session.execute(update(Mail).values(leased_until=clock.now() - timedelta(seconds=1)))  # the lease lapses
        db.session.commit()
        sink.script.on_message = sink.script.after_message = None
        for _ in range(2):
            assert go(poster(app, sink, trusted)) == 0
        db.session.rollback()
        assert db.session.scalars(select(Mail.state)).all() == ["sent"]
        first, second = message_ids(sink)
        assert first == second


def way_to(sink: Sink, authorities: Path) -> MailSettings:
    return MailSettings(HOST, "post@network.example", port=sink.port, authorities=authorities, patience=1.0)


@contextmanager
def sick(kind: str, trusted: Path, other: Path) -> Iterator[tuple[Sink, Path]]:
    """A server that is out of order in one way, and whom we believe."""
    scripts = {
        "slow": Script(trusted, drips_at="CONNECT"),
        "busy": Script(trusted, answers={"CONNECT": ["421 busy"]}),
        "greylisting": Script(trusted, answers={"RCPT": ["450 4.2.0 come back"]}),
        "5xx": Script(trusted, answers={"CONNECT": ["554 not you"]}),
        "hangs after the greeting": Script(trusted, hangs_at="EHLO"),
        "bad certificate": Script(other),
        "no encryption": Script(trusted, offers_starttls=False),
    }
    with Sink(scripts[kind]) as sink:
        yield sink, trusted


SICK = {
    "slow": Why.SILENT,
    "busy": Why.UNWILLING,
    "greylisting": "",
    "5xx": Why.UNWILLING,
    "hangs after the greeting": Why.SILENT,
    "bad certificate": Why.CERTIFICATE,
    "no encryption": Why.NO_ENCRYPTION,
}


@pytest.mark.parametrize("kind", SICK)
def test_f6_mail_waits_while_the_server_is_out_of_order_and_arrives_once_afterwards(
    app: Flask, trusted: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_certificate(tmp_path, "other")
    ines = make_person("Ines Heronwillow", email="ines.heronwillow@people.example")
    with sick(kind, trusted, other) as (sink, believed):
        monkeypatch.setitem(app.extensions, "post", Smtp(way_to(sink, believed)))
        lift(ines)
        relay(SYSTEM)
        post(SYSTEM)
        assert (sink.mails, mail_summary().why) == ([], SICK[kind])
        heard = "\n".join(sink.in_clear)
        assert "heronwillow" not in heard
        assert "MAIL" not in heard.upper().replace("MAIL.EXAMPLE", "")
        told = {fact.name: fact.said for fact in facts()}
        assert "1 wait" in told["Mail"]
        assert any("No mail has gone out since" in said for said in shortages()) == bool(SICK[kind])
    with Sink(Script(trusted)) as well:
        monkeypatch.setitem(app.extensions, "post", Smtp(way_to(well, trusted)))
        for hours in (1, 2, 3):
            with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
                post(SYSTEM)
        assert len(well.mails) == 1
    standing = db.session.get(MailStanding, 1)
    assert standing is None or standing.failing_since is None
    assert db.session.scalars(select(Notification)).one().recipient_id == ines


@pytest.mark.slow
def test_f6_no_request_waits_for_the_server(app: Flask, sign_in: Begin, trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(make_person())
    token = token_on(client, "/notices")

    def quickest() -> float:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            assert client.post("/notices/mail", data={"csrf_token": token}).status_code == 303
            took.append(time.perf_counter() - began)
        return min(took)

    before = quickest()
    with Sink(Script(trusted, hangs_at="CONNECT")) as sink:
        monkeypatch.setitem(app.extensions, "post", Smtp(way_to(sink, trusted)))
        assert quickest() < before + 0.2
        assert sink.connections == 0
