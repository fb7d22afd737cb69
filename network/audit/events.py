"""What can happen to the journal as a file."""

from dataclasses import dataclass

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalExported(Event):
    """Somebody took entries of the journal away as a file."""

    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRead(Event):
    """Somebody looked at the whole journal."""
