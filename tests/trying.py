"""Makes the mutants and tries them. Names or patterns try only those: `python -m tests.trying "network.pairings.rules.*"`.

mutmut changes the rules and keeps what became of each mutant; its own way to try one collects the tests anew each time, so that
`tests/trial.py` stands in for it.
"""

import contextlib
import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
from mutmut.configuration import config
from mutmut.mutation.trampoline import set_mutant_under_test

COPY = Path("mutants")
TRY = (sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "tests.trial")


def make() -> None:
    """A copy of the house with all mutants in it, each asleep until it is named."""
    set_mutant_under_test("mutant_generation")
    COPY.mkdir(exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(1)


def main(patterns: Sequence[str]) -> int:
    make()
    tests = (*config().pytest_add_cli_args, *config().pytest_add_cli_args_test_selection)
    return subprocess.run([*TRY, *(f"--mutant={each}" for each in patterns), *tests], cwd=COPY, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
