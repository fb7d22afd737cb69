"""What a way out for mail must do, and the three ways in which it can fail."""

from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol

from network.mail.message import Message


class Why(StrEnum):
    """What is wrong with the server that takes mail, or with the way there."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    NO_ENCRYPTION = "no_encryption"
    CERTIFICATE = "certificate"
    NO_ENTRY = "no_entry"
    UNWILLING = "unwilling"


class Trouble(Exception):
    """The server, or the way there, is out of order: it is no fault of this mail, and no other would get through."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Postponed(Exception):
    """The server will not take this mail now."""


class Refused(Exception):
    """There is no such address: this mail will never be taken."""


class Session(Protocol):
    """An open way out."""

    def send(self, message: Message) -> None:
        """Returns once the server has taken the mail. Raises `Refused`, `Postponed` or `Trouble`."""


class Post(Protocol):
    """A way out."""

    def open(self) -> AbstractContextManager[Session]:
        """Open it for a few mails. Raises `Trouble`."""

    def said(self) -> str:
        """Where mail goes, for the operator: never a password."""
