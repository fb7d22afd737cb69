"""Work that may run wild is done by a process of its own, which ends when it takes more time or memory than it was given."""

import logging
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from network.config import ROOT

LOG = logging.getLogger(__name__)
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""What the process learns of the environment: no secret and no database."""
TOO_MUCH_MEMORY = 77
"""With this it ends where memory ran out; where time did, a signal ends it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process is given: `memory` in bytes of address space, `seconds` of processor time, `longest` on the clock."""

    memory: int
    seconds: int
    longest: float


class Overran(Exception):
    """The work took more than it was given, and was ended."""


class BrokeDown(Exception):
    """The work failed. What went wrong is in the log, without anything of what was worked on."""


def ask(module: str, question: bytes, bounds: Bounds) -> bytes:
    """What `module`, one of our own, makes of the question. Raises Overran or BrokeDown. Call it outside any transaction."""
    try:
        done = subprocess.run(  # noqa: S603  our own module, in our own interpreter
            [sys.executable, "-m", module, str(bounds.memory), str(bounds.seconds)],
            input=question,
            capture_output=True,
            timeout=bounds.longest,
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Overran(f"{module} took longer than {bounds.longest} s") from None
    if done.returncode == TOO_MUCH_MEMORY or done.returncode < 0:
        raise Overran(f"{module} was ended with {done.returncode}")
    if done.returncode:
        LOG.error("%s broke down: %s", module, done.stderr.decode(errors="replace")[-4000:])
        raise BrokeDown(module)
    return done.stdout


def serve(answer: Callable[[bytes], bytes]) -> None:
    """What such a module does when it is run: limit itself, read the question, write the answer."""
    limit_itself(memory=int(sys.argv[1]), seconds=int(sys.argv[2]))
    try:
        sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    except MemoryError:
        os._exit(TOO_MUCH_MEMORY)
    except Exception as error:
        # Where it happened and what sort of fault it was: its message could quote what was worked on.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        sys.stderr.flush()
        os._exit(1)


def limit_itself(memory: int, seconds: int) -> None:
    """From here on this process ends beyond its limits; it writes no file, leaves no image of its memory, starts no other."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue  # some platforms refuse one of them
