"""Who acts: a detached value that every rule, scope and command can ask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Roles given by the network. None implies another."""

    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    SAFETY_MODERATOR = "safety_moderator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Entered:
    """Spaces that can be read, and those among them that take something new."""

    readable: frozenset[UUID] = frozenset()
    open: frozenset[UUID] = frozenset()


def nowhere() -> Entered:
    """Who enters no space."""
    return Entered()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as she acts now. `organization_ids` are those whose membership is current, `organizations` also name them.

    `acting_for`: the one she speaks for now. `owes_terms`: there are confidentiality terms that she has to accept first.
    `entering` says which spaces she enters; it is asked at the first question about one, since most pages have none.
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
    entering: Callable[[], Entered] = field(default=nowhere, compare=False, repr=False)
    is_system: bool = False

    @property
    def space_ids(self) -> frozenset[UUID]:
        """The spaces that she may read."""
        return self.entering().readable

    @property
    def open_space_ids(self) -> frozenset[UUID]:
        """Those among them in which she may write."""
        return self.entering().open

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
