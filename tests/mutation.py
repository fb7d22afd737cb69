"""How properties are tried: no example has a deadline, since a busy machine is no fault.

Under mutation: always the same examples, no search for the smallest failing one, and an end to what would never end.
"""

import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

settings.register_profile("house", deadline=None)
settings.register_profile("mutants", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
LONGEST = 5.0  # seconds of the processor; the slowest test takes two


def pytest_configure(config: pytest.Config) -> None:
    """The house's own way, unless the command line names another."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Truth tables first: most mutants are noticed there, in no time."""
    if is_mutated():
        items.sort(key=lambda item: is_hypothesis_test(getattr(item, "function", None)))


def is_mutated() -> bool:
    """Whether a mutant is being tried, in a process of its own."""
    return bool(os.environ.get("MUTANT_UNDER_TEST"))


class Endless(BaseException):
    """A changed rule went round and round. Not an Exception: nothing is to catch it and try once more."""


@pytest.fixture(autouse=True)
def end_what_never_ends() -> Iterator[None]:
    """A mutant that loops is noticed after seconds of its own time, however busy the machine is."""
    if not is_mutated():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
