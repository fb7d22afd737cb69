"""What clamd is asked, and how its answer is read: INSTREAM, in pieces, over a Unix socket or TCP."""

import logging
import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LOG = logging.getLogger(__name__)
LONGEST_ANSWER = 4096
CLEAN, FOUND = b"stream: OK", b" FOUND"


class Verdict(StrEnum):
    """What a search found. Where it could not be made, nobody knows."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


@dataclass(frozen=True, slots=True)
class Clamd:
    """`address`: the path of a socket, or "host:port". `patience`: seconds for the whole search."""

    address: str
    patience: float

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Clean only if clamd says exactly that, and to the end."""
        until = time.monotonic() + self.patience
        try:
            with self._connected() as line:
                _send(line, b"zINSTREAM\0", until)
                answer = _streamed(line, pieces, until)
        except (OSError, ValueError) as error:
            LOG.warning("clamd could not be asked: %s", type(error).__name__)
            return Verdict.NOT_SCANNED
        return verdict_of(answer)

    def is_there(self) -> bool:
        """Whether it answers at all."""
        until = time.monotonic() + self.patience
        try:
            with self._connected() as line:
                _send(line, b"zPING\0", until)
                return _received(line, until) == b"PONG\0"
        except (OSError, ValueError):
            return False

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.settimeout(self.patience)
                line.connect(self.address)
            except BaseException:
                line.close()
                raise
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.patience)


def verdict_of(answer: bytes) -> Verdict:
    """The whole answer ends with a zero byte; anything short of it, or of another form, is no answer."""
    if not answer.endswith(b"\0") or answer.count(b"\0") != 1:
        return Verdict.NOT_SCANNED
    said = answer[:-1]
    if said == CLEAN:
        return Verdict.CLEAN
    if said.startswith(b"stream: ") and said.endswith(FOUND):
        return Verdict.INFECTED
    LOG.warning("clamd did not search: %s", said[:80].decode("ascii", "replace"))
    return Verdict.NOT_SCANNED


def _streamed(line: socket.socket, pieces: Iterable[bytes], until: float) -> bytes:
    """Its answer. Where it hangs up in the middle, what it had said before is still read."""
    try:
        for piece in pieces:
            _send(line, struct.pack("!I", len(piece)) + piece, until)
        _send(line, struct.pack("!I", 0), until)
    except (BrokenPipeError, ConnectionResetError):
        return b""
    return _received(line, until)


def _send(line: socket.socket, data: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(data)


def _received(line: socket.socket, until: float) -> bytes:
    found = b""
    while not found.endswith(b"\0") and len(found) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        found += piece
    return found


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
