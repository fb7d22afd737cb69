"""A clamd on this machine that answers as it is told, well or badly."""

import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"
Answer = Callable[[bytes], bytes | None]


def honest(data: bytes) -> bytes:
    """What a real one says."""
    return FOUND if EICAR in data else CLEAN


class FakeClamd:
    """Listens on a Unix socket or on TCP. `answer` gives what it says of what it heard; None: it says nothing and waits."""

    def __init__(self, answer: Answer = honest, path: Path | None = None) -> None:
        self.answer, self.heard = answer, []  # type: ignore[var-annotated]
        self._over = threading.Event()
        if path is not None:
            self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._line.bind(str(path))
            self.address = str(path)
        else:
            self._line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self._line.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{self._line.getsockname()[1]}"
        self._line.listen(8)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> "FakeClamd":
        return self

    def __exit__(self, *_raised: object) -> None:
        self._over.set()
        self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._line.accept()
            except OSError:
                return
            with line:
                try:
                    self._talk(line)
                except OSError:
                    continue

    def _talk(self, line: socket.socket) -> None:
        line.settimeout(5)
        order = b""
        while not order.endswith(b"\0"):
            order += line.recv(1)
        if order == b"zPING\0":
            line.sendall(b"PONG\0")
            return
        data = b""
        while size := struct.unpack("!I", _exactly(line, 4))[0]:
            data += _exactly(line, size)
        self.heard.append(data)
        said = self.answer(data)
        if said is None:
            self._over.wait(5)
        else:
            line.sendall(said)


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = line.recv(size - len(found))
        if not piece:
            raise OSError("hung up")
        found += piece
    return found
