"""What can happen to an organization, its people, and what is noted about it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationAdded(Event):
    """An organization entered the directory."""

    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationEdited(Event):
    """Its entry was corrected; `fields` names what changed."""

    organization_id: UUID
    fields: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationConfirmed(Event):
    """Somebody who knows said that the entry is still true."""

    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationStatusSet(Event):
    """It opened, cut down, paused or closed."""

    organization_id: UUID
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCapacitySet(Event):
    """It can mentor this many."""

    organization_id: UUID
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationWaitingSet(Event):
    """It waits for a mentor since this day, or waits no more."""

    organization_id: UUID
    wants_mentor: bool
    waiting_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesTold(Event):
    """Somebody said how its services stand: how many run, rest, ended, and of how many it isn't known."""

    organization_id: UUID
    running: int
    paused: int
    ended: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBegun(Event):
    """A service began, as a pairing says: it is on the entry, unconfirmed."""

    organization_id: UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsMerged(Event):
    """Two entries were one organization: `other_id` now leads to `organization_id`."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotPairAdded(Event):
    """These two must not be paired."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotPairRemoved(Event):
    """These two may be paired again."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceAdded(Event):
    """It would like to work with another."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceRemoved(Event):
    """It took another off its list."""

    organization_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLogged(Event):
    """Somebody spoke with the organization."""

    organization_id: UUID
    contact_entry_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(Event):
    """A person belongs to the organization from now on."""

    organization_id: UUID
    person_id: UUID
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEnded(Event):
    """A person belongs to the organization no more."""

    organization_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    """A person left the organization by her own will."""

    organization_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadHandedOver(Event):
    """The acting lead made this person the lead in her place."""

    organization_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMade(Event):
    """A link was made by which one person can join; without an organization, it is for the network's staff."""

    organization_id: UUID | None = None
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(Event):
    """The link is to go by mail, to the address that was given with it."""

    invitation_id: UUID
    organization_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRenewed(Event):
    """Whoever was invited by mail asked for the link again after it lapsed."""

    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Event):
    """The link holds no more."""

    invitation_id: UUID
    organization_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """The link was used."""

    organization_id: UUID | None = None
    invitation_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMetAccount(Event):
    """Somebody who has an account used a link without signing in: it was not used up, and she is told how to use it."""

    person_id: UUID
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBegun(Event):
    """A file was read, to be brought in."""

    batch_id: UUID
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapped(Event):
    """Somebody said which column is which field."""

    batch_id: UUID
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMended(Event):
    """Somebody decided about cells or rows that couldn't be read."""

    batch_id: UUID
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDiscarded(Event):
    """A file was put away without being imported."""

    batch_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAsked(Event):
    """Somebody asked that a large file goes into the directory; the clock does it."""

    batch_id: UUID
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoingAsked(Event):
    """Somebody asked that a large import is taken back; the clock does it."""

    batch_id: UUID
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportApplied(Event):
    """A file went into the directory."""

    batch_id: UUID
    added: int
    changed: int
    unchanged: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Event):
    """An import was taken back; what was changed since was left."""

    batch_id: UUID
    restored: int
    removed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailed(Event):
    """The clock's work on an import broke down and changed nothing. `kind` is the step (rules.importing.Step)."""

    batch_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsExported(Event):
    """Somebody took the directory away as a file."""

    organizations: int
    kind: str
