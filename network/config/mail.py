"""How mail leaves, if any does: read from the environment, checked before a start."""

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

STARTTLS, TLS = "starttls", "tls"
SUBMISSION, SUBMISSIONS = 587, 465  # the ports of RFC 6409 and RFC 8314
NAMES = (
    "MAIL_HOST",
    "MAIL_PORT",
    "MAIL_TLS",
    "MAIL_SENDER",
    "MAIL_SENDER_NAME",
    "MAIL_USER",
    "MAIL_PASSWORD_FILE",
    "MAIL_AUTHORITIES",
)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A server that takes our mail. `tls` says when encryption begins; there is no way without it.

    `authorities` is a file of certificates to trust instead of the system's; `patience` is in seconds, for each answer.
    """

    host: str
    sender: str
    port: int = SUBMISSION
    tls: str = STARTTLS
    sender_name: str = "Peer Network"
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: Path | None = None
    patience: float = 20.0

    @property
    def domain(self) -> str:
        """The sender's: what the server is greeted with, so that this machine's own name shows nowhere."""
        return self.sender.rpartition("@")[2]


def read_mail(env: Mapping[str, str], keys: Path | None) -> MailSettings | None:
    """What the variables say; None where no mail is set up. Ask `mail_problems` first."""
    if not env.get("MAIL_HOST"):
        return None
    port = int(env.get("MAIL_PORT") or (SUBMISSIONS if env.get("MAIL_TLS") == TLS else SUBMISSION))
    password = _password_file(env, keys)
    return MailSettings(
        host=env["MAIL_HOST"],
        sender=env["MAIL_SENDER"],
        port=port,
        tls=env.get("MAIL_TLS") or (TLS if port == SUBMISSIONS else STARTTLS),
        sender_name=env.get("MAIL_SENDER_NAME") or "Peer Network",
        user=env.get("MAIL_USER", ""),
        password=password.read_text(encoding="utf-8").strip() if env.get("MAIL_USER") and password else "",
        authorities=Path(env["MAIL_AUTHORITIES"]) if env.get("MAIL_AUTHORITIES") else None,
    )


def mail_problems(env: Mapping[str, str], keys: Path | None) -> Iterator[str]:
    """What a start refuses about mail, a sentence each. No mail at all is no problem."""
    if not env.get("MAIL_HOST"):
        if any(env.get(name) for name in NAMES):
            yield "Set MAIL_HOST too, or take the other settings of mail away."
        return
    local, _, domain = env.get("MAIL_SENDER", "").rpartition("@")
    if not local or not domain or any(letter.isspace() for letter in local + domain):
        yield "Set MAIL_SENDER to the address that mail comes from, such as post@network.example."
    if not (env.get("MAIL_PORT") or "1").isdecimal():
        yield "MAIL_PORT must be a number, such as 587."
    if env.get("MAIL_TLS", STARTTLS) not in (STARTTLS, TLS, ""):
        yield "MAIL_TLS must be starttls or tls. Mail is never sent without encryption."
    if not env.get("MAIL_SENDER_NAME", "").isprintable():
        yield "MAIL_SENDER_NAME must be one line."
    yield from _problems_of_files(env, keys)


def _problems_of_files(env: Mapping[str, str], keys: Path | None) -> Iterator[str]:
    file = _password_file(env, keys)
    if env.get("MAIL_USER"):
        if file is None or not file.is_file():
            yield "MAIL_USER has no password. Put it into the file mail-password beside the keys, or set MAIL_PASSWORD_FILE."
        elif file.stat().st_mode & 0o007 or (file.stat().st_mode & 0o070 and not env.get("CREDENTIALS_DIRECTORY")):
            yield f"{file} can be read by others. Run: chmod 600 {file}"
        elif not file.read_text(encoding="utf-8").strip():
            yield f"{file} is empty. Put the password of {env['MAIL_USER']} into it."
    if env.get("MAIL_AUTHORITIES"):
        try:
            ssl.create_default_context(cafile=env["MAIL_AUTHORITIES"])
        except OSError:  # an SSLError is one too
            yield f"MAIL_AUTHORITIES names {env['MAIL_AUTHORITIES']}, which holds no certificates that can be read."


def _password_file(env: Mapping[str, str], keys: Path | None) -> Path | None:
    if env.get("MAIL_PASSWORD_FILE"):
        return Path(env["MAIL_PASSWORD_FILE"])
    return keys / "mail-password" if keys is not None else None
