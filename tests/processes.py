"""Work that the application gives to a process of its own is done in the test's process, but where the process is the matter.

Starting Python and loading a solver takes sixty times as long as matching a small round. Tests of the processes themselves (what
they are told, their limits, how they end) ask for `own_processes`; servers that a test starts are as ever.
"""

import subprocess
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from network.confined import Bounds
from network.mentorship.queries import solving
from network.mentorship.rules.child import answer_to
from network.mentorship.rules.problem_file import canonical
from network.sheets import apart, child


class Here:
    """Stands where the process that matches would: the same question, the same answer as text."""

    returncode = 0

    def __init__(self, order: list[str], **_options: Any) -> None:
        assert order[-1] == "network.mentorship.rules.child"

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_raised: object) -> None:
        return

    def communicate(self, asked: bytes, timeout: float) -> tuple[bytes, bytes]:
        """What it would write."""
        return canonical(answer_to(asked.decode())).encode(), b""

    def kill(self) -> None:
        """There is nothing to end."""


def read_here(module: str, question: bytes, _bounds: Bounds) -> bytes:
    """Stands where the process that reads a file would."""
    assert module == apart.CHILD
    return child.answer_to(question)


REAL, REAL_ASK = solving.subprocess, apart.ask
STANDS_IN = SimpleNamespace(Popen=Here, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired)


@pytest.fixture(scope="session", autouse=True)
def no_processes() -> Iterator[None]:
    """For the whole run, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "subprocess", STANDS_IN)
        patch.setattr(apart, "ask", read_here)
        yield


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of the processes: as the application starts them."""
    monkeypatch.setattr(solving, "subprocess", REAL)
    monkeypatch.setattr(apart, "ask", REAL_ASK)
