"""C32: what no browser would send, by a raw line to a real server: refused, closed, nothing repeated, all headers on it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from network.config import ROOT
from network.web.headers import ALWAYS
from tests.web.test_logs import ask

pytestmark = pytest.mark.xdist_group("raw requests")  # one server for all of them
CANARY = "heronwillow"
BODY = "GET /people HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server as a newcomer starts it, on this machine only."""
    with tempfile.TemporaryDirectory(prefix="peer-raw-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
        probe.close()
        environment = {"PATH": os.environ["PATH"], "INSTANCE": folder, "PORT": str(found)}
        with (Path(folder) / "said").open("w") as said:
            server = subprocess.Popen(
                [sys.executable, "-m", "network.serve"], cwd=ROOT, env=environment, stdout=said, stderr=said
            )
            try:
                until = time.monotonic() + 90
                while ask(f"http://localhost:{found}/health") != 200:
                    assert time.monotonic() < until, "the server did not start"
                    time.sleep(0.2)
                yield found
            finally:
                server.terminate()
                server.wait(30)


def shout(port: int, raw: bytes) -> list[bytes]:
    """All answers that come back on one line until it is closed, or nothing more comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.settimeout(4)
        found = b""
        try:
            line.sendall(raw)
            while piece := line.recv(65536):
                found += piece
        except (TimeoutError, ConnectionError):
            pass
    return [b"HTTP/1." + each for each in found.split(b"HTTP/1.")[1:]]


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def request(port: int, head: str, *lines: str, body: str = "") -> bytes:
    return "\r\n".join([head, f"Host: localhost:{port}", *lines, "", body]).encode("latin-1")


SMUGGLED = {
    "length and chunks": ("POST /sign-in HTTP/1.1", ("Content-Length: 6", "Transfer-Encoding: chunked"), "0\r\n\r\n" + BODY),
    "chunks and length": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: chunked", "Content-Length: 4"), "5c\r\n" + BODY),
    "two lengths": ("POST /sign-in HTTP/1.1", ("Content-Length: 0", f"Content-Length: {len(BODY)}"), BODY),
    "a list of lengths": ("POST /sign-in HTTP/1.1", (f"Content-Length: 0, {len(BODY)}",), BODY),
    "a signed length": ("POST /sign-in HTTP/1.1", ("Content-Length: +5",), BODY),
    "a length in words": ("POST /sign-in HTTP/1.1", (f"Content-Length: {CANARY}",), BODY),
    "chunks of another name": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: xchunked",), "0\r\n\r\n" + BODY),
    "chunks, then the same again": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: chunked, identity",), "0\r\n\r\n" + BODY),
    "chunks twice": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"), "0\r\n\r\n" + BODY),
    "a folded header": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding:", " chunked"), "0\r\n\r\n" + BODY),
    "space before the colon": ("POST /sign-in HTTP/1.1", ("Content-Length : 5",), "12345" + BODY),
    "chunks that are no number": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: chunked",), "zz\r\n" + BODY),
    "chunks with a sign": ("POST /sign-in HTTP/1.1", ("Transfer-Encoding: chunked",), "-5\r\n" + BODY),
    "chunks under 1.0": ("POST /sign-in HTTP/1.0", ("Transfer-Encoding: chunked",), "0\r\n\r\n" + BODY),
    "nul in a header": ("GET /sign-in HTTP/1.1", (f"X-A: {CANARY}\x00",), ""),
    "a bare line end in a header": ("GET /sign-in HTTP/1.1", (f"X-A: {CANARY}\rX-B: 1",), ""),
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_c32_one_request_is_never_read_as_two(port: int, name: str) -> None:
    head, lines, body = SMUGGLED[name]
    answers = shout(port, request(port, head, *lines, body=body))
    # A body in chunks that can't be read is a form without a token; what follows it is refused, and the line closed.
    assert [status(answer) for answer in answers] in ([400], [501], [422, 400])
    assert b"Connection: close" in answers[-1]
    for answer in answers:
        assert_armoured(answer)


UNREADABLE = {
    "a line of 64 kB": (f"GET /{'a' * 65_536} HTTP/1.1", (), {400, 414}),
    "a header of 64 kB": ("GET /sign-in HTTP/1.1", (f"X-A: {CANARY}{'a' * 65_536}",), {400, 431}),
    "many headers": ("GET /sign-in HTTP/1.1", tuple(f"X-{number}: {CANARY}" for number in range(300)), {400, 431}),
    "a version that isn't": ("GET /sign-in HTTP/9.9", (), {400, 505}),
    "no version": (f"GET /{CANARY}", (), {400}),
    "another protocol": (f"{CANARY} / HTTP/1.1", (), {400}),
    "an empty address": ("GET  HTTP/1.1", (), {400}),
    "a small method": ("get /sign-in HTTP/1.1", (), {400}),
    "a name with a space": ("GET /sign-in HTTP/1.1", (f"X {CANARY}: 1",), {400}),
    "another host beside ours": ("GET /sign-in HTTP/1.1", ("Host: evil.example",), {400}),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_c32_what_cannot_be_read_is_not_repeated(port: int, name: str) -> None:
    head, lines, expected = UNREADABLE[name]
    answers = shout(port, request(port, head, *lines))
    assert len(answers) == 1
    assert status(answers[0]) in expected, answers[0][:200]
    assert CANARY.encode() not in answers[0]
    assert_armoured(answers[0])


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "evil.example#localhost",
        "[::1",
        "",
        "a b",
        "localhost:80:80",
        "localhost:99999",
        "localhost:a",
    ],
)
def test_c32_a_host_that_is_not_ours_is_refused(port: int, host: str) -> None:
    answers = shout(port, f"GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert [status(answer) for answer in answers] == [400]
    assert b"evil" not in answers[0]


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "http://evil.example/no/such", "//evil.example/people", "/\\evil.example"]
)
def test_c32_a_whole_address_leads_nowhere_else(port: int, target: str) -> None:
    answers = shout(port, request(port, f"GET {target} HTTP/1.1", "Connection: close"))
    assert len(answers) == 1
    found = re.search(rb"\r\nLocation: ([^\r]*)", answers[0])
    assert not found or found.group(1).startswith((b"/sign-in", f"http://localhost:{port}/".encode())), answers[0][:300]


@pytest.mark.parametrize("method", ["CONNECT", "TRACE", "TRACK", "PROPFIND", "FOO", "DEBUG"])
def test_c32_other_methods_get_nothing(port: int, method: str) -> None:
    answers = shout(port, request(port, f"{method} /sign-in HTTP/1.1", f"X-Secret: {CANARY}", "Connection: close"))
    assert status(answers[0]) in (400, 404, 405, 501)
    assert CANARY.encode() not in answers[0]
    assert_armoured(answers[0])


def test_c32_headers_of_a_proxy_are_not_believed(port: int) -> None:
    """Without a proxy in front, nobody says for whom she asks, or under which name."""
    forged = (
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: https",
        "X-Original-URL: /people",
        "Forwarded: host=evil.example",
    )
    answers = shout(port, request(port, "GET /people HTTP/1.1", *forged, "X-HTTP-Method-Override: DELETE", "Connection: close"))
    assert status(answers[0]) == 303
    assert b"\r\nLocation: /sign-in" in answers[0]
    assert b"evil" not in answers[0]


def test_c29_the_server_names_no_version(port: int) -> None:
    answers = shout(port, request(port, "GET /sign-in HTTP/1.1", "Connection: close"))
    served = re.search(rb"\r\nServer: ([^\r]*)", answers[0])
    assert not served or not re.search(rb"\d", served.group(1))
    assert_armoured(answers[0])


def assert_armoured(answer: bytes) -> None:
    """All headers, refusals of the server itself too."""
    head = answer.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    for name, value in ALWAYS.items():
        assert head.count(f"{name}: {value}") == 1, name
    assert "Cache-Control: no-store" in head
