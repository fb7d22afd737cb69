"""C5, C14: three worker processes with one database count tries together, and an ended session is dead in all of them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import commands
from network.accounts.models import Person, SignIn, SignInTry
from network.accounts.rules import LIMITS, Proof
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import NotFound
from network.storage.db import db
from network.web import passwords
from tests.architecture.code import ROOT
from tests.doors.pages import forms_of
from tests.factories.people import make_person
from tests.journeys.browser.conftest import free_port

PASSWORD = "four quiet boots on larch"
START_SECONDS = 120


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_Stays)


@dataclass(frozen=True)
class Answer:
    """What a worker said."""

    status: int
    body: str
    cookies: str


@dataclass(frozen=True)
class Worker:
    """One process, by its port."""

    port: int

    def ask(self, path: str, cookie: str = "", data: dict[str, str] | None = None) -> Answer:
        """One request, as a browser with this cookie makes it."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        asked = urllib.request.Request(f"http://localhost:{self.port}{path}", body, {"Cookie": cookie})
        try:
            with OPENER.open(asked, timeout=60) as found:
                return Answer(found.status, found.read().decode(), str(found.headers.get_all("Set-Cookie")))
        except urllib.error.HTTPError as found:
            return Answer(found.code, found.read().decode(), str(found.headers.get_all("Set-Cookie")))


@pytest.fixture
def workers(app: Flask) -> Iterator[list[Worker]]:
    """Three processes, each with its own connections to the test's database."""
    settings = app.config["PEER"]
    ports = [free_port() for _ in range(3)]
    order = [sys.executable, "-m", "tests.accounts.worker", settings.database_url, str(settings.instance), *map(str, ports)]
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(order, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        for port in ports:
            wait_for(port, running)
        yield [Worker(port) for port in ports]
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(10)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/health", timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("a worker did not start")


def token_in(page: str) -> str:
    return next(each.values[0] for each in forms_of(page, "/")[-1].fields.values() if each.name == "csrf_token")


def begin(person_id: UUID) -> tuple[UUID, str]:
    """A session of hers that has taken every hurdle: its id and its cookie."""
    actor = Actor(person_id=person_id)
    first = commands.begin_session(actor, person_id, None)
    key = db.session.scalars(select(SignIn.id).where(SignIn.person_id == person_id).order_by(SignIn.began_at.desc())).first()
    assert first
    assert key
    return key, f"session_8000={commands.prove_session(actor, key, Proof.PASSKEY)}"


def wrong_try(worker: Worker) -> int:
    """The status of a sign-in with a wrong password, from a browser that was never seen."""
    page = worker.ask("/sign-in")
    visit = page.cookies.partition("session_8000_visit=")[2].partition(";")[0]
    typed = {"csrf_token": token_in(page.body), "email": "rena@people.example", "password": "wrong wrong wrong"}
    return worker.ask("/sign-in", f"session_8000_visit={visit}", typed).status


def test_tries_are_counted_together(workers: list[Worker], app: Flask) -> None:
    """C5: the database counts, so that three workers do not allow three times as many.

    A wait is as short as a second at first, and this machine may be slow: so the first to wait comes some tries after the fifth,
    and long before the fifteenth.
    """
    make_person("Rena Okada", email="rena@people.example", password_hash=passwords.hashed(PASSWORD))
    free, statuses = LIMITS["account"].free, []
    for worker, _ in zip(cycle(workers), range(2 * free + 2), strict=False):
        statuses.append(wrong_try(worker))
        if statuses[-1] == 429:
            break
    assert statuses == [422] * (len(statuses) - 1) + [429]
    assert free < len(statuses)
    db.session.rollback()  # what the workers wrote since is seen from here on
    assert db.session.scalars(select(SignInTry.count).where(SignInTry.kind == "account")).one() == len(statuses) - 1


def change_password(person_id: UUID) -> None:
    digest = db.session.get_one(Person, person_id).password_hash
    commands.change_password(Actor(person_id=person_id), uuid4(), digest, "another digest")


def administrator() -> Actor:
    return Actor(person_id=make_person(role=Role.ADMINISTRATOR), roles=frozenset({Role.ADMINISTRATOR}))


ENDINGS: dict[str, Callable[[UUID], None]] = {
    "a new password": change_password,
    "recovery codes": lambda person_id: void(commands.make_codes(Actor(person_id=person_id), uuid4(), Proof.RECOVERY)),
    "lost second steps": lambda person_id: commands.reset_factors(SYSTEM, person_id),
    "a role taken away": lambda person_id: commands.take_role(administrator(), person_id, Role.COORDINATOR),
    "suspension": lambda person_id: commands.suspend_person(administrator(), person_id),
    "ending all others": lambda person_id: commands.end_other_sessions(Actor(person_id=person_id), uuid4(), ""),
}


def void(_value: object) -> None:
    return


def test_what_ends_a_session_ends_it_in_every_worker(workers: list[Worker], app: Flask) -> None:
    """C14: at once, and for good."""
    for number, (name, ending) in enumerate(ENDINGS.items()):
        person_id = make_person(email=f"p{number}@people.example", role=Role.COORDINATOR)
        _, cookie = begin(person_id)
        assert [worker.ask("/account", cookie).status for worker in workers] == [200] * 3, name
        ending(person_id)
        assert [worker.ask("/account", cookie).status for worker in workers] == [303] * 3, f"{name}: asked right after"


def test_signing_out_at_one_worker_is_known_to_the_others(workers: list[Worker], app: Flask) -> None:
    """C14."""
    person_id = make_person(email="rena@people.example")
    _, cookie = begin(person_id)
    _, elsewhere = begin(person_id)
    first, *others = workers
    page = first.ask("/account", cookie)
    assert first.ask("/sign-out", cookie, {"csrf_token": token_in(page.body)}).status == 303
    assert [worker.ask("/account", cookie).status for worker in others] == [303, 303]
    assert [worker.ask("/account", elsewhere).status for worker in workers] == [200] * 3


def test_a_request_in_flight_brings_no_ended_session_back(app: Flask) -> None:
    """C14: what it would keep, mark or prove when it ends comes too late."""
    person_id = make_person()
    key, _ = begin(person_id)
    commands.end_session(Actor(person_id=person_id), key)
    commands.keep_data(key, {"csrf_token": "kept"})
    commands.mark_seen(key, clock.now())
    with pytest.raises(NotFound):
        commands.prove_session(Actor(person_id=person_id), key, Proof.PASSKEY)
    row = db.session.get_one(SignIn, key, populate_existing=True)
    assert row.ended_at is not None
    assert row.data == {}
