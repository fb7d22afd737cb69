"""Work that may run wild is done by a process of its own, which ends when it takes more time or memory than it was given."""

import errno
import logging
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from network.config import ROOT

LOG = logging.getLogger(__name__)
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""What the process learns of the environment: no secret and no database."""
TOO_MUCH_MEMORY = 77
"""With this it ends where memory ran out, or the room for what it writes; where time did, a signal ends it."""
PLAIN = 3
"""Standard input, output and errors: with this as its limit a process opens nothing more, no file and no line to anywhere."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process is given: `memory` in bytes of address space, `seconds` of processor time, `longest` on the clock.

    `written`: bytes that it may write into a file that it was handed.
    """

    memory: int
    seconds: int
    longest: float
    written: int = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """Files that a process gets opened, so that it needs no path and may open none: one to read, and one to fill, made new."""

    reads: Path
    writes: Path


class Overran(Exception):
    """The work took more than it was given, and was ended."""


class BrokeDown(Exception):
    """The work failed. What went wrong is in the log, without anything of what was worked on."""


def ask(module: str, question: bytes, bounds: Bounds, handed: Handed | None = None) -> bytes:
    """What `module`, one of our own, makes of the question. Raises Overran or BrokeDown. Call it outside any transaction."""
    try:
        with _opened(handed) as numbers:
            done = subprocess.run(  # noqa: S603  our own module, in our own interpreter
                [sys.executable, "-m", module, *map(str, (bounds.memory, bounds.seconds, bounds.written, *numbers))],
                input=question,
                capture_output=True,
                timeout=bounds.longest,
                cwd=ROOT,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
                pass_fds=numbers,
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


@contextmanager
def _opened(handed: Handed | None) -> Iterator[tuple[int, ...]]:
    """The numbers of the files that are handed over, open as long as the process runs."""
    if handed is None:
        yield ()
        return
    reads = os.open(handed.reads, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        writes = os.open(handed.writes, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            yield reads, writes
        finally:
            os.close(writes)
    finally:
        os.close(reads)


def serve(answer: Callable[[bytes], bytes]) -> None:
    """What such a module does when it is run: limit itself, read the question, write the answer."""
    limit_itself(memory=int(sys.argv[1]), seconds=int(sys.argv[2]))
    _answer(answer)


def serve_files(answer: Callable[[bytes, BinaryIO, BinaryIO], bytes]) -> None:
    """The same for a module that is handed files. It opens nothing more, so all that it needs is loaded before."""
    memory, seconds, written, reads, writes = map(int, sys.argv[1:6])
    with os.fdopen(reads, "rb") as source, os.fdopen(writes, "w+b") as result:
        limit_itself(memory=memory, seconds=seconds, written=written)
        resource.setrlimit(resource.RLIMIT_NOFILE, (PLAIN, PLAIN))
        _answer(lambda question: answer(question, source, result))


def _answer(answer: Callable[[bytes], bytes]) -> None:
    try:
        sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    except MemoryError:
        os._exit(TOO_MUCH_MEMORY)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            os._exit(TOO_MUCH_MEMORY)
        # Where it happened and what sort of fault it was: its message could quote what was worked on.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        sys.stderr.flush()
        os._exit(1)


def limit_itself(memory: int, seconds: int, written: int = 0) -> None:
    """From here on this process ends beyond its limits; it writes no file but what it was handed, leaves no image of its memory,
    starts no other."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: written,
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
