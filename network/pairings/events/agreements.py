"""What can happen to the agreement of a pairing, and to what agreements begin with."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementWritten(Event):
    """A version was written, and waits for both signatures."""

    pairing_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(Event):
    """A lead signed a version for her side; `is_whole` when both have."""

    pairing_id: UUID
    version: int
    side: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTemplateWritten(Event):
    """New agreements begin with other words."""

    version: int
