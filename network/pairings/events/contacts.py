"""What can happen to the contacts of a pairing."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNamed(Event):
    """A side named somebody whom the other can turn to."""

    pairing_id: UUID
    contact_id: UUID
    side: str
    is_deputy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Event):
    """How to reach a contact, or her part, was changed."""

    pairing_id: UUID
    contact_id: UUID
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEnded(Event):
    """Somebody is a contact no more."""

    pairing_id: UUID
    contact_id: UUID
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHandedOver(Event):
    """A contact handed over to another, who is the first contact now."""

    pairing_id: UUID
    contact_id: UUID
    other_id: UUID
    side: str
