"""Who acts: a detached value that every rule, scope and command can ask."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Roles given by the network. None implies another."""

    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    SAFETY_MODERATOR = "safety_moderator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as she acts now. `organization_ids` are those whose membership is current, `organizations` also name them.

    `space_ids` are the spaces that she may read, `open_space_ids` those among them in which she may write.
    `acting_for`: the one she speaks for now. `owes_terms`: there are confidentiality terms that she has to accept first.
    """

    person_id: UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organization_ids: frozenset[UUID] = frozenset()
    lead_of: frozenset[UUID] = frozenset()
    organizations: tuple[tuple[UUID, str], ...] = ()
    acting_for: UUID | None = None
    owes_terms: bool = False
    region_codes: frozenset[str] = frozenset()
    space_ids: frozenset[UUID] = frozenset()
    open_space_ids: frozenset[UUID] = frozenset()
    is_system: bool = False

    @property
    def is_known(self) -> bool:
        """Signed in, or the system itself."""
        return self.person_id is not None or self.is_system

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def speaks_for(self) -> str:
        """The name of the organization that she acts for; empty for who belongs to none."""
        return dict(self.organizations).get(self.acting_for, "") if self.acting_for else ""

    @property
    def is_staff(self) -> bool:
        """Network staff who keep the directory: coordinators and liaisons."""
        return self.is_coordinator or Role.LIAISON in self.roles


ANONYMOUS = Actor()
SYSTEM = Actor(name="system", is_system=True)
