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
class OwnDataExported(Event):
    """Somebody took away what is held about her."""

    kind: str
