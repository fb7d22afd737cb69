"""What can happen to personal data."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Event):
    """Somebody's account was erased; the last back-up that holds her lapses on a day."""

    person_id: UUID
    complete_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(Event):
    """An administrator asked a second one to erase somebody who can't sign in; she is told."""

    person_id: UUID
    approval_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataExported(Event):
    """Somebody took away what is held about her."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequestLogged(Event):
    """Somebody asked for something, to be answered by a day."""

    request_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequestExtended(Event):
    """An answer will take longer, for a reason that the law knows; who asked was told."""

    request_id: UUID
    why_code: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequestNearlyDue(Event):
    """A request waits for its answer, and its day is near."""

    request_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequestAnswered(Event):
    """The request was answered."""

    request_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLogged(Event):
    """Somebody noticed that data got out, or may have."""

    incident_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentChanged(Event):
    """What was done about it was written down."""

    incident_id: UUID
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequestRead(Event):
    """Somebody opened what is sealed of a request."""

    request_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRead(Event):
    """Somebody opened what is sealed of an incident."""

    incident_id: UUID
