"""What can happen to an adaptation."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationBegun(Event):
    """A text was copied to be made fit for another place. `version_id` is the one copied."""

    document_id: UUID
    version_id: UUID
    space_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationReasonWritten(Event):
    """Somebody said, or said anew, why an adaptation says something else."""

    document_id: UUID
    reason_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationReasonRemoved(Event):
    """Such a reason was taken away."""

    document_id: UUID
    reason_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentLookedAt(Event):
    """A keeper of an adaptation said what was made of a newer text of its parent."""

    document_id: UUID
    version_id: UUID
