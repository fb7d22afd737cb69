"""A real server and a real browser, for stories that a person would live through."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from network.demonstration import PASSWORD

ROOT = Path(__file__).parents[3]
START_SECONDS = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser stories share one worker: one server, one browser."""
    for item in items:
        if "journeys/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True, slots=True)
class House:
    """A running demonstration: its address and the folder that holds its state."""

    address: str
    instance: Path


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """`make run` as a newcomer has it: an empty folder, a free port, the demonstration network."""
    instance = Path(tempfile.mkdtemp(prefix="peer-house-"))
    port = free_port()
    environment = {**os.environ, "INSTANCE": str(instance), "PORT": str(port)}
    log = (instance / "log").open("w")
    server = subprocess.Popen([sys.executable, "-m", "network.serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://localhost:{port}/health", server, instance / "log")
        yield House(f"http://localhost:{port}", instance)
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()
        server.wait(5)
        log.close()
        shutil.rmtree(instance, ignore_errors=True)


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers, or fail with what it said."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """`visit("coordinator")`: a fresh browser in which somebody of that kind has signed in; `visit()`: nobody."""
    opened: list[Any] = []

    def begin(person: str = "", **options: Any) -> Page:
        context = browser.new_context(base_url=house.address, viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: context.__dict__.setdefault("said", []).append(message.text))
        if person:
            enter(page, f"{person}@demo.example" if "@" not in person else person)
        return page

    yield begin
    for context in opened:
        context.close()


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in as a person would."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
