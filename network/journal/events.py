"""What can happen to the keys and to the journal itself, and how often something was noted."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Event):
    """A new key writes in a ring."""

    ring_code: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysRotated(Event):
    """Values of a ring were sealed again with the key that writes."""

    ring_code: str
    values: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalVerified(Event):
    """The journal was read against its seals. `fault_id` is the first entry that is not as it was."""

    how: str
    sealed: int
    fault_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDropped(Event):
    """A key that held nothing any more was destroyed."""

    ring_code: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedAgain(Event):
    """Within one hour something was noted several times: the first stands for itself, this counts them all. `kind` names it."""

    kind: str
    about_id: UUID | None
    times: int
