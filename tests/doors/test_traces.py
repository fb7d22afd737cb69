"""C35, C36, C56: the whole product walked and used: no line of the log names anybody, and no request leaves the house."""

import io
import logging
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from network.web.logs import JsonLines
from tests.doors.crawl import forms_by_rule, pages_of
from tests.doors.pages import TEXT_KINDS, sends
from tests.doors.world import KINDS, World

CANARY = "heronwillow"
ODD = f"{CANARY}\r\n\x1b[31m\u2028{{'at': 'forged'}} http://sink.example/{CANARY}"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """All that the loggers say, spoken as in production."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every line that anything here opens to a network, names that are looked up too."""
    found: list[Any] = []
    connect = socket.socket.connect

    def note(line: socket.socket, address: Any) -> Any:
        if line.family != socket.AF_UNIX:
            found.append(address)
        return connect(line, address)

    monkeypatch.setattr(socket.socket, "connect", note)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_more: found.append(asked) or [])
    return found


def test_c35_c36_c56_a_walk_through_everything_leaves_no_trace(
    world: World, said: io.StringIO, calls: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page by everybody, every form with a canary in each text; then a fault whose text holds one."""
    for kind in KINDS:
        for _ in pages_of(world, kind):
            pass
    for found in forms_by_rule(world).values():
        sent = found.form.filled()
        for name, each in found.form.fields.items():
            if each.kind in TEXT_KINDS:
                sent[name] = [ODD]
        world.client(found.kind)
        sends(world.client(found.kind), found.form, {**sent, "csrf_token": [world.tokens[found.kind]]})
    world.restore()

    def fail() -> None:
        raise ValueError(ODD)

    monkeypatch.setitem(world.app.view_functions, "home.show", fail)
    assert world.client("coordinator").get(f"/?{CANARY}").status_code == 500
    assert calls == [], "a request left the house"
    lines = said.getvalue().splitlines()
    assert any("ValueError" in line for line in lines), "the fault was not told"
    people = [str(each) for each in world.people.values() if each]
    for line in lines:
        assert line.startswith("{"), f"not one line: {line[:80]!r}"
        assert line.endswith("}"), f"not one line: {line[:80]!r}"
        assert not re.search(rf"{CANARY}|sink\.example|Alder|canary-|@people|\x1b|\u2028", line), line[:300]
        assert not [each for each in people if each in line], line[:300]
