"""A mail server on the loopback that does what a script says, and remembers what it was told in the clear and what not."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

from tests.mail.certificates import HOST


@dataclass(slots=True)
class Script:
    """`answers` replaces the answer to a command ("RCPT", "DATA", "MESSAGE", "CONNECT" ...): a list is used up in turn.

    `hangs_at`: there it says nothing more. `drips_at`: there it sends a letter at a time and never ends the line.
    """

    certificate: Path
    offers_starttls: bool = True
    is_tls: bool = False
    asks_password: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    hangs_at: str = ""
    drips_at: str = ""
    on_message: Callable[[], None] | None = None
    after_message: Callable[[], None] | None = None


class Sink:
    """`with Sink(script) as sink:` listens on `sink.port`. `mails` holds what was taken, as it came over the wire."""

    def __init__(self, script: Script) -> None:
        self.script = replace(script, answers={verb: list(given) for verb, given in script.answers.items()})
        self.mails: list[bytes] = []
        self.rcpts: list[str] = []
        self.in_clear: list[str] = []
        self.encrypted: list[str] = []
        self.connections = 0
        self._stopped = threading.Event()
        self._listener = socket.create_server((HOST, 0))
        self._listener.settimeout(0.1)
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._listen, daemon=True)]

    def __enter__(self) -> "Sink":
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=[connection], daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        talk = Talk(self, connection)
        with suppress(OSError):
            talk.run()
        talk.connection.close()

    def wait(self) -> None:
        """Say nothing until the test is over."""
        self._stopped.wait(20)


class Talk:
    """One connection."""

    def __init__(self, sink: Sink, connection: socket.socket) -> None:
        self.sink, self.script, self.connection = sink, sink.script, connection
        self.is_encrypted = False

    def run(self) -> None:
        if self.script.is_tls:
            self._encrypt()
        self._say("CONNECT", "220 mail.example here")
        while line := self._read_line():
            verb = line.split(b" ")[0].split(b":")[0].decode("ascii", "replace").upper()
            (self.sink.encrypted if self.is_encrypted else self.sink.in_clear).append(line.decode("utf-8", "replace"))
            if verb == "QUIT":
                self._say("QUIT", "221 bye")
                return
            self._answer(verb, line)

    def _answer(self, verb: str, line: bytes) -> None:
        if verb == "EHLO":
            offers = ["mail.example"]
            if self.script.offers_starttls and not self.is_encrypted:
                offers.append("STARTTLS")
            if self.script.asks_password and self.is_encrypted:
                offers.append("AUTH PLAIN")
            self._say(verb, "\r\n".join(f"250{'-' if offer != offers[-1] else ' '}{offer}" for offer in offers))
        elif verb == "STARTTLS":
            self._say(verb, "220 go on")
            if not self.script.answers.get("STARTTLS"):
                self._encrypt()
        elif verb == "AUTH":
            is_right = line.split(b" ")[-1].decode() == self.script.asks_password
            self._say(verb, "235 come in" if is_right else "535 no")
        elif verb == "DATA":
            if self._say(verb, "354 go on").startswith("354"):
                self._take()
        elif verb == "RCPT":
            if self._say(verb, "250 fine").startswith("250"):
                self.sink.rcpts.append(line.decode("utf-8", "replace"))
        else:
            self._say(verb, "250 fine")

    def _take(self) -> None:
        held = b""
        while not held.endswith(b"\r\n.\r\n"):
            got = self.connection.recv(65536)
            if not got:
                return
            held += got
        if self.script.on_message is not None:
            self.script.on_message()
        if self._next("MESSAGE", "250 taken").startswith("250"):
            self.sink.mails.append(held.removesuffix(b".\r\n"))
        self._say("MESSAGE", "250 taken")
        if self.script.after_message is not None:
            self.script.after_message()

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.script.certificate)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.is_encrypted = True

    def _next(self, verb: str, usual: str) -> str:
        waiting = self.script.answers.get(verb)
        return waiting[0] if waiting else usual

    def _say(self, verb: str, usual: str) -> str:
        if self.script.hangs_at == verb:
            self.sink.wait()
        answer = self._next(verb, usual)
        if self.script.answers.get(verb):
            self.script.answers[verb].pop(0)
        if self.script.drips_at == verb:
            for letter in answer.encode() * 1000:
                self.connection.sendall(bytes([letter]))
                time.sleep(0.05)
        self.connection.sendall(answer.encode() + b"\r\n")
        return answer

    def _read_line(self) -> bytes:
        line = b""
        while not line.endswith(b"\r\n"):
            got = self.connection.recv(1)
            if not got:
                return b""
            line += got
        return line.removesuffix(b"\r\n")
