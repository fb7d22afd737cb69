"""What can happen to people and their sessions."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Event):
    """Somebody can sign in from now on."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """The network gave a role."""

    person_id: UUID
    role: str
    region_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken(Event):
    """The network took a role away."""

    person_id: UUID
    role: str
    region_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSuspended(Event):
    """Somebody can't sign in until further notice."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRestored(Event):
    """Somebody who was suspended can sign in again."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """A session began."""

    sign_in_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    """A session was ended by its person."""

    sign_in_id: UUID
