"""Tries every mutant in a child of one run that has collected the tests once: a fork and a few tests each, no start of Python.

A plugin of pytest that `tests.trying` asks for, inside the copy of the house that has the mutants in it. A mutant meets the tests
that come by the function it changes, the quickest first, until one notices.
"""

import gc
import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

import pytest
from hypothesis import is_hypothesis_test, settings
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import mangled_name_from_mutant_name

EXAMPLES = 25  # of each property: a mutant that needs more to be noticed wants a test of its own
LONGEST = 120  # seconds of the processor for all tests of one mutant
SURVIVED, NOTICED, NO_TESTS = 0, 1, 33  # as mutmut has them; less than 0 is the signal that ended a child


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutant", action="append", default=[], help="a name of mutants, or a pattern; all without one")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Trial(config.getoption("--mutant")))


class Trial:
    """Stands where pytest would run what it has collected."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns
        self.tests: dict[str, list[pytest.Item]] = defaultdict(list)
        self.is_child = False
        self.tried = self.alive = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        began = time.monotonic()
        self._look(session.items)
        gc.freeze()
        for data in named(self.patterns):
            self._try_all(data)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        minutes, busy = (time.monotonic() - began) / 60, (spent.ru_utime + spent.ru_stime) / 60
        print(f"\n{self.tried} mutants, {self.alive} live: {minutes:.1f} minutes, {busy:.1f} of the processor")
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.is_child:
            os._exit(NOTICED)
        assert not report.failed, f"fails without a mutant: {report.nodeid}"

    def _look(self, items: Sequence[pytest.Item]) -> None:
        """Run each test once, see which functions it comes by, and put the quick ones first."""
        took: dict[pytest.Item, float] = {}
        set_mutant_under_test("stats")
        for item in items:
            spare(item)
            state()._stats.clear()
            before = time.process_time()
            run(item)
            took[item] = time.process_time() - before
            for function in state()._stats:
                self.tests[function].append(item)
        set_mutant_under_test("")
        for found in self.tests.values():
            found.sort(key=took.__getitem__)

    def _try_all(self, data: SourceFileMutationData) -> None:
        """All mutants of one file that are asked for."""
        for name in data.exit_code_by_key:
            if is_named(name, self.patterns):
                found = self.tests[mangled_name_from_mutant_name(name)]
                data.exit_code_by_key[name] = self._try(name, found) if found else NO_TESTS
                self.tried += 1
                self.alive += data.exit_code_by_key[name] in (SURVIVED, NO_TESTS)
        data.save()
        print(f"{data.path}: {len(data.exit_code_by_key)}", flush=True)

    def _try(self, name: str, tests: Sequence[pytest.Item]) -> int:
        """What becomes of one mutant."""
        child = os.fork()
        if not child:
            self.is_child = True
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 1))
            tests[0].config.pluginmanager.unregister(name="terminalreporter")
            set_mutant_under_test(name)
            try:
                for item in tests:
                    run(item)
                os._exit(SURVIVED)
            finally:
                os._exit(NOTICED)  # whatever came past pytest
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def spare(item: pytest.Item) -> None:
    """Fewer examples for a property, whatever it asks for itself."""
    test = getattr(item, "function", None)
    if test is not None and is_hypothesis_test(test):
        asked = getattr(test, "_hypothesis_internal_use_settings", None) or settings()
        test._hypothesis_internal_use_settings = settings(asked, max_examples=min(EXAMPLES, asked.max_examples))


def is_named(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatch(name, pattern) for pattern in patterns)


def named(patterns: Sequence[str]) -> Iterator[SourceFileMutationData]:
    """The files with a mutant that is asked for."""
    for path in sorted(walk_mutatable_files()):
        data = SourceFileMutationData(path=path)
        data.meta_path = path.with_name(f"{path.name}.meta")  # seen from inside the copy
        data.load()
        if any(is_named(name, patterns) for name in data.exit_code_by_key):
            yield data
