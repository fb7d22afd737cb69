"""What can happen to something that needs two people."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked(Event):
    """Somebody asked for a second word."""

    approval_id: UUID
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGiven(Event):
    """It was approved and done; `how` says what stood for the second word."""

    approval_id: UUID
    act: str
    how: str
    asked_by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRefused(Event):
    """A second person said no."""

    approval_id: UUID
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWithdrawn(Event):
    """Who asked took it back."""

    approval_id: UUID
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLapsed(Event):
    """Nobody answered for a month."""

    approval_id: UUID
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalTokenMade(Event):
    """The operator made a one-time token at the command line."""

    approval_id: UUID
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitAnnounced(Event):
    """It will be done in seven days unless somebody who may approve refuses."""

    approval_id: UUID
    act: str
