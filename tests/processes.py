"""Work that the application gives to a process of its own is done in the test's process, but where the process is the matter.

Starting Python and loading a solver takes sixty times as long as matching a small round. Tests of the processes themselves (what
they are told, their limits, how they end) ask for `own_processes`; servers that a test starts are as ever.
"""

import subprocess
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from network.bundles import child as bundle_child
from network.bundles import making
from network.cleaning import apart as cleaning
from network.cleaning import child as cleaner
from network.cleaning import reader
from network.confined import Bounds, Handed
from network.mentorship.queries import solving
from network.mentorship.rules.child import answer_to
from network.mentorship.rules.problem_file import canonical
from network.office import apart as office_apart
from network.office import child as office_child
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


def clean_here(module: str, question: bytes, bounds: Bounds, handed: Handed) -> bytes:
    """Stands where the process that cleans a file, or reads its words, would."""
    answers = {cleaning.CHILD: cleaner.answer_to, cleaning.READER: reader.answer_to}
    with handed.reads.open("rb") as source, handed.writes.open("xb+") as result:
        return answers[module](question, source, result)


def office_here(module: str, question: bytes, _bounds: Bounds) -> bytes:
    """Stands where the process that reads and writes documents would."""
    assert module == office_apart.CHILD
    return office_child.answer_to(question)


def bundle_here(module: str, question: bytes, _bounds: Bounds) -> bytes:
    """Stands where the process that lays out a bundle would."""
    assert module == making.CHILD
    return bundle_child.answer_to(question)


REAL, REAL_ASK, REAL_CLEANING = solving.subprocess, apart.ask, cleaning.ask
STANDS_IN = SimpleNamespace(Popen=Here, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired)


@pytest.fixture(scope="session", autouse=True)
def no_processes() -> Iterator[None]:
    """For the whole run, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "subprocess", STANDS_IN)
        patch.setattr(apart, "ask", read_here)
        patch.setattr(cleaning, "ask", clean_here)
        patch.setattr(office_apart, "ask", office_here)
        patch.setattr(making, "ask", bundle_here)
        yield


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of the processes: as the application starts them."""
    monkeypatch.setattr(solving, "subprocess", REAL)
    monkeypatch.setattr(apart, "ask", REAL_ASK)
    monkeypatch.setattr(cleaning, "ask", REAL_CLEANING)
    monkeypatch.setattr(office_apart, "ask", REAL_ASK)
    monkeypatch.setattr(making, "ask", REAL_ASK)
