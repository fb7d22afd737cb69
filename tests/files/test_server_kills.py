"""F11, F12: a server that is killed again and again while files are sent to it loses none that it took, and leaves none over."""

import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer

from network.demonstration import PASSWORD
from tests.files.served import BUCKET
from tests.forms import value_on
from tests.journeys.browser.conftest import ROOT, free_port, wait_for

pytestmark = pytest.mark.slow
KILLS = 4
DRAFT = "Before the camps open"


@pytest.fixture(params=["folder", "bucket"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the files lie: nothing for the folder."""
    if request.param == "folder":
        yield ""
        return
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/{BUCKET}", method="PUT"), timeout=10).close()
    yield f"http://{host}:{port}"
    server.stop()


class Sender:
    """Somebody who has signed in, sends files, and remembers which of them she was told are there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), NoRedirect())
        page = self.page("/sign-in")
        self.post("/sign-in", urllib.parse.urlencode(_signing_in(page)).encode(), "application/x-www-form-urlencoded")
        self.token = value_on(self.page("/files/send"), "csrf_token")
        shelf = self.page("/library?state=draft")
        self.draft = shelf[: shelf.index(DRAFT)].rpartition('href="')[2].partition('"')[0]
        self.taken: set[str] = set()
        self.kept: set[str] = set()

    def page(self, url: str) -> str:
        with self.opener.open(self.address + url, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, url: str, body: bytes, kind: str) -> str | None:
        """Where it leads on, once it is done."""
        asked = urllib.request.Request(self.address + url, body, {"Content-Type": kind})
        try:
            self.opener.open(asked, timeout=20).close()
        except urllib.error.HTTPError as answer:
            with answer:
                return str(answer.headers["Location"]) if answer.status == 303 else None
        return None

    def send(self, chance: random.Random) -> None:
        """One file: cleaned and left, or put to a draft."""
        data = "".join(chance.choice("abcdefgh \n") for _ in range(chance.randrange(1_000, 200_000))).encode()
        if chance.random() < 0.6:
            leads = self.post("/files/send", _form({"csrf_token": self.token}, data), "multipart/form-data; boundary=b")
            if leads:
                self.taken.add(leads.rpartition("/")[2])
            return
        new_id = str(uuid4())
        fields = {"csrf_token": self.token, "new_id": new_id}
        if self.post(f"{self.draft}/files", _form(fields, data), "multipart/form-data; boundary=b"):
            self.kept.add(new_id)

    def send_half(self) -> None:
        """So much of a file, and no more, until somebody hangs up."""
        body = _form({"csrf_token": self.token}, b"a" * 3_000_000)
        host, port = urllib.parse.urlsplit(self.address).netloc.split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            cookies = "; ".join(f"{each.name}={each.value}" for each in _jar(self.opener))
            head = f"POST /files/send HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
            line.sendall(head.encode() + b"Content-Type: multipart/form-data; boundary=b\r\n\r\n" + body[: len(body) // 2])
            line.settimeout(20)
            line.recv(1)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_about: Any) -> None:
        return None


def _jar(opener: urllib.request.OpenerDirector) -> CookieJar:
    return next(each.cookiejar for each in opener.handlers if isinstance(each, urllib.request.HTTPCookieProcessor))


def _signing_in(page: str) -> dict[str, str]:
    return {"csrf_token": value_on(page, "csrf_token"), "email": "mentee@demo.example", "password": PASSWORD}


def _form(fields: dict[str, str], data: bytes) -> bytes:
    head = "".join(f'--b\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{said}\r\n' for each, said in fields.items())
    head += '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    return head.encode() + data + b"\r\n--b--\r\n"


def busy(deed: Any) -> threading.Thread:
    """Do it again and again until nobody answers any more."""

    def run() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                deed()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def started(place: Path, port: int, endpoint: str) -> "subprocess.Popen[bytes]":
    log = (place / "log").open("a")
    order = [sys.executable, "-m", "tests.files.served", "serve", str(place / "instance"), str(port), endpoint]
    server = subprocess.Popen(order, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    log.close()
    wait_for(f"http://localhost:{port}/health", server, place / "log")
    return server


def killed(server: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def test_f11_a_server_killed_while_files_come_loses_none_and_leaves_none(endpoint: str) -> None:
    place, port, chance = Path(tempfile.mkdtemp(prefix="peer-killed-")), free_port(), random.Random(5)
    taken: set[str] = set()
    kept: set[str] = set()
    server = None
    try:
        for _ in range(KILLS):
            server = started(place, port, endpoint)
            sender = Sender(f"http://localhost:{port}")
            work = [busy(partial(sender.send, chance)) for _ in range(3)] + [busy(sender.send_half)]
            until = time.monotonic() + 20
            while not (sender.taken and sender.kept) and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(chance.uniform(0.0, 1.0))
            killed(server)
            for each in work:
                each.join(30)
            taken |= sender.taken
            kept |= sender.kept
        order = [sys.executable, "-m", "tests.files.served", "settle", str(place / "instance"), str(port), endpoint]
        said = json.loads(subprocess.run(order, cwd=ROOT, capture_output=True, check=True, timeout=120).stdout.splitlines()[-1])
    finally:
        if server is not None:
            killed(server)
        shutil.rmtree(place, ignore_errors=True)
    assert taken, "nothing had come in before it was killed"
    assert kept, "no file had come to the draft before it was killed"
    assert taken <= set(said["staged"]), "an upload that was taken is not there"
    assert kept <= set(said["files"]), "a file that was kept is not there"
    assert said["whole"] == said["files"]
    assert said["left"] == [0, 0]
    assert said["listed"] == said["needed"], "bytes without a row, or a row without bytes"
    assert said["passing"] == []
