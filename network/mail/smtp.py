"""Handing mail to a server by SMTP: encrypted with a certificate that was checked, or not at all."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from network.config.mail import TLS, MailSettings
from network.mail.message import Message, to_wire
from network.mail.post import Postponed, Refused, Trouble, Why

CLOSING = 421
NO_ENTRY = {530, 534, 535, 538}
POLICY = b"5.7."  # RFC 3463: refused for what the sender is, not because there is no such address


class _Patient:
    """Waits so long for a whole answer, however slowly it drips: a socket's own time-out begins anew with each byte."""

    sock: socket.socket | None
    timeout: float

    def getreply(self) -> tuple[int, bytes]:
        """As smtplib's own; a server that is still not done then is hung up on."""
        alarm = threading.Timer(self.timeout, self._hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            answer: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        finally:
            alarm.cancel()
        return answer

    def _hang_up(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Client(_Patient, smtplib.SMTP):
    """Begins in the clear and says nothing but a greeting before STARTTLS."""


class _TlsClient(_Patient, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class Smtp:
    """The server that the settings name."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings

    def said(self) -> str:
        """Where mail goes."""
        held = self.settings
        return f"{held.host}:{held.port}, {held.tls}, from {held.sender}"

    @contextmanager
    def open(self) -> Iterator["SmtpSession"]:
        """Connect, encrypt, check the certificate, sign in. Raises `Trouble` for whatever fails of it."""
        with _telling():
            client = self._connected()
        try:
            with _telling():
                self._enter(client)
            yield SmtpSession(client, self.settings)
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
        finally:
            client.close()

    def _connected(self) -> smtplib.SMTP:
        held = self.settings
        given: dict[str, Any] = {"local_hostname": held.domain, "timeout": held.patience}
        if held.tls == TLS:
            return _TlsClient(held.host, held.port, context=_checking(held), **given)
        return _Client(held.host, held.port, **given)

    def _enter(self, client: smtplib.SMTP) -> None:
        held = self.settings
        client.ehlo()
        if held.tls != TLS:
            if not client.has_extn("starttls"):
                raise Trouble(Why.NO_ENCRYPTION)
            try:
                client.starttls(context=_checking(held))
            except smtplib.SMTPResponseException:
                raise Trouble(Why.NO_ENCRYPTION) from None
            client.ehlo()
        if not isinstance(client.sock, ssl.SSLSocket):
            raise Trouble(Why.NO_ENCRYPTION)
        if held.user:
            client.login(held.user, held.password)


class SmtpSession:
    """An open, encrypted connection."""

    def __init__(self, client: smtplib.SMTP, settings: MailSettings) -> None:
        self._client = client
        self._settings = settings

    def send(self, message: Message) -> None:
        """Hand one mail over. The server's own words are dropped: they repeat the address."""
        try:
            wire = to_wire(message, self._settings.sender, self._settings.sender_name)
        except ValueError:
            raise Refused from None
        with _telling():
            try:
                self._client.send_message(wire, self._settings.sender, [message.to])
            except smtplib.SMTPRecipientsRefused as refused:
                raise _meaning(*refused.recipients[message.to]) from None
            except smtplib.SMTPDataError as refused:
                if refused.smtp_code == CLOSING:
                    raise Trouble(Why.UNWILLING) from None
                raise Postponed from None  # it is about what the mail says, or who sends: no reason to give the address up
            except (smtplib.SMTPNotSupportedError, UnicodeError):
                raise Refused from None  # an address beyond ASCII, and a server that can't read it


def _meaning(code: int, said: bytes) -> Exception:
    """Why an address was not taken: for ever, for now, or because of us."""
    if code == CLOSING:
        return Trouble(Why.UNWILLING)
    if code in NO_ENTRY:
        return Trouble(Why.NO_ENTRY)
    return Refused() if code >= 500 and not said.startswith(POLICY) else Postponed()


@contextmanager
def _telling() -> Iterator[None]:
    """Turn whatever goes wrong on the way into `Trouble`, without the words that a server or a library put into it."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise Trouble(Why.CERTIFICATE) from None
    except ssl.SSLError:
        raise Trouble(Why.NO_ENCRYPTION) from None
    except (TimeoutError, smtplib.SMTPServerDisconnected):
        raise Trouble(Why.SILENT) from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise Trouble(Why.NO_ENTRY) from None
    except smtplib.SMTPException:
        raise Trouble(Why.UNWILLING) from None
    except OSError:
        raise Trouble(Why.UNREACHABLE) from None


def _checking(settings: MailSettings) -> ssl.SSLContext:
    """Certificates are checked, names too; nothing below TLS 1.2."""
    context = ssl.create_default_context(cafile=settings.authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
