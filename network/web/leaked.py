"""Passwords that other sites lost: looked up in a file of digests that the operator supplies, without asking anybody."""

import hashlib
import unicodedata
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from flask import current_app

from network.kernel.words import words

DIGEST = 40  # hex digits of SHA-1, as the public lists have them; a line may go on with a count
MOST_LINE = 80
LEAKED = words("Another site lost this password, and whoever guesses tries it. Use one that you have never used.")


def is_leaked(password: str) -> bool:
    """Whether the operator's file knows it. About thirty short reads, however large the file is; never when there is none."""
    file: Path | None = current_app.config["PEER"].leaked_passwords
    return file is not None and holds(
        file, hashlib.sha1(unicodedata.normalize("NFC", password).encode(), usedforsecurity=False).hexdigest().upper()
    )


def holds(file: Path, digest: str) -> bool:
    """Whether a sorted file has a line that begins with this digest. Halves the file until nothing is left between."""
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            begins, line = _line_from(lines, middle)
            if not line or begins >= high:
                high = middle
            elif _digest_of(line) == digest:
                return True
            elif _digest_of(line) < digest:
                low = begins + len(line)
            else:
                high = middle
    return False


def problems(file: Path | None) -> Iterator[str]:
    """What a start refuses: a file that can't be read, or that is no sorted list of digests."""
    if file is None:
        return
    try:
        with file.open("rb") as lines:
            size, seen = lines.seek(0, 2), [_digest_of(_first(lines))]
            seen += [_digest_of(_line_from(lines, size * part // 8)[1]) for part in range(1, 8)]
    except OSError as error:
        yield f"LEAKED_PASSWORDS: {file} can't be read ({error.strerror})."
        return
    known = [digest for digest in seen if digest]
    if (
        not known
        or known != sorted(known)
        or any(set(digest) - set("0123456789ABCDEF") or len(digest) != DIGEST for digest in known)
    ):
        yield f"LEAKED_PASSWORDS: {file} is no list of SHA-1 digests in their order. The operator's guide says how to make one."


def _line_from(lines: BufferedReader, at: int) -> tuple[int, bytes]:
    """The first whole line that begins at `at` or later: where, and what; nothing at the end of the file."""
    lines.seek(max(at - 1, 0))
    rest = lines.readline(MOST_LINE) if at else b""
    begins = max(at - 1, 0) + len(rest)
    return begins, lines.readline(MOST_LINE)


def _first(lines: BufferedReader) -> bytes:
    lines.seek(0)
    return lines.readline(MOST_LINE)


def _digest_of(line: bytes) -> str:
    return line.split(b":")[0].strip().decode("ascii", "replace").upper()
