"""C56: what the server writes holds nothing of who asked for what: no body, query string, address, token or name."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from network.config import ROOT
from network.storage.db import driver
from network.web.logs import JsonLines, harmless

pytestmark = pytest.mark.xdist_group("logs")  # one server for all of them
CANARY = "heronwillow"


@pytest.mark.parametrize(
    "message",
    [
        "GET /people?name=heronwillow&x=1 HTTP/1.1",
        "Error handling request /feeds/heronwillow-0123456789abcdef",
        "no such person: heronwillow@people.example",
        "Invalid request from ip=203.0.113.77: heron",
        "closed 203.0.113.77:51234",
        "closed [2001:db8::77]",
        "/people/2f1e8a5e-7b1f-4b58-9a58-5d1a7ce3aa77/edit",
    ],
)
def test_c56_a_message_loses_what_could_name_a_person(message: str) -> None:
    said = harmless(message)
    assert not re.search(r"heronwillow|203\.0|db8|2f1e8a5e", said)
    assert "[removed]" in said


@pytest.mark.parametrize(
    "message", ["job failed: read-imports", "fault 4c1d2e3f at GET organizations.show", "ready in 1.5 s at 12:30"]
)
def test_c56_an_ordinary_message_stays(message: str) -> None:
    assert harmless(message) == message


def test_c56_a_line_can_not_be_forged() -> None:
    """C35, C56: whatever a message holds, it is one line, and moves no terminal."""
    record = logging.LogRecord("network", logging.ERROR, "x.py", 1, 'one\r\n{"at": "forged"}\x1b[31m', None, None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["said"] == 'one {"at": "forged"} [31m'
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", json.loads(line)["at"])


def test_c56_a_fault_is_told_by_kind_and_place_never_by_its_text() -> None:
    try:
        try:
            raise ValueError(f"{CANARY} is taken")
        except ValueError as inner:
            raise RuntimeError(CANARY) from inner
    except RuntimeError:
        record = logging.LogRecord("network", logging.ERROR, "x.py", 1, "fault", None, sys.exc_info())
    line = JsonLines().format(record)
    assert CANARY not in line
    assert json.loads(line)["fault"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "test_logs.py" in json.loads(line)["where"][-1]


@pytest.fixture(scope="module")
def spoken() -> Iterator[tuple[list[str], str]]:
    """All that a real server wrote to standard error and output while canaries were thrown at it."""
    with tempfile.TemporaryDirectory(prefix="peer-logs-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        environment = {"PATH": os.environ["PATH"], "INSTANCE": folder, "PORT": str(port)}
        with (Path(folder) / "out").open("w") as out, (Path(folder) / "err").open("w") as err:
            server = subprocess.Popen([sys.executable, "-m", "network.serve"], cwd=ROOT, env=environment, stdout=out, stderr=err)
            try:
                throw_canaries(port, Path(folder))
            finally:
                server.terminate()
                server.wait(30)
        yield (Path(folder) / "err").read_text().splitlines(), (Path(folder) / "out").read_text()


def throw_canaries(port: int, instance: Path) -> None:
    """Requests good and bad, with a canary wherever a request can hold one; then a fault in each of them."""
    address = f"http://localhost:{port}"
    until = time.monotonic() + 90
    while ask(f"{address}/health") != 200:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.2)
    for _ in range(2):
        ask(f"{address}/sign-in?next=/{CANARY}")
        ask(f"{address}/sign-in", f"email={CANARY}@people.example&password={CANARY}".encode())
        ask(f"{address}/invitation/{CANARY}{'0' * 30}?{CANARY}=1", headers={"X-Forwarded-For": "203.0.113.77"})
        ask(f"{address}/{CANARY}/none", headers={"User-Agent": CANARY, "Referer": f"http://{CANARY}", "Cookie": f"a={CANARY}"})
        ask(f"{address}/health", headers={"Host": f"{CANARY}.example"})
        for raw in (
            f"GET /{CANARY}?{CANARY} HTTP/9.9",
            f"{CANARY} / HTTP/1.1",
            f"POST /{CANARY} HTTP/1.1\r\nContent-Length: {CANARY}",
        ):
            shout(port, raw)
        connection = driver().connect(instance / "network.sqlite")
        connection.execute("alter table setting rename to gone")  # from now on every page that asks for the settings fails
        connection.commit()
        connection.close()
        if ask(f"{address}/sign-in?next=/{CANARY}") == 500:
            ask(f"{address}/sign-in", f"email={CANARY}@people.example&password={CANARY}".encode())
            return


def ask(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers or {}), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code
    except OSError:
        return 0


def shout(port: int, raw: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(raw.encode() + b"\r\n\r\n")
        line.recv(4096)


def test_c56_a_real_server_keeps_no_canary(spoken: tuple[list[str], str]) -> None:
    lines, said = spoken
    for text in (*lines, said):
        assert CANARY not in text
        assert "203.0.113.77" not in text
    assert not [line for line in lines if "127.0.0.1" in line]


def test_c56_a_real_server_speaks_json_in_utc(spoken: tuple[list[str], str]) -> None:
    lines = [json.loads(line) for line in spoken[0]]
    assert lines, "the fault was not told"
    assert all(line["at"].endswith("+00:00") for line in lines)
    faults = [line for line in lines if "fault" in line]
    assert any("OperationalError" in line["fault"][0] and line["where"] for line in faults), lines
