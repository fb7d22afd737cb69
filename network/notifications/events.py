"""What can happen to notices and to mail."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFailing(Event):
    """The server that takes mail has been out of order for long."""

    why_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMended(Event):
    """Mail goes out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChosen(Event):
    """Somebody wants to be told by mail that there is something, or not to be."""

    person_id: UUID
    is_mailed: bool
