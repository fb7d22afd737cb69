"""What every page about a document says first: which it is, how it stands, and what its reader may do."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.actor import Actor
from network.library.models import Document
from network.library.queries.sight import get
from network.library.rules.states import DocumentState
from network.policy import Permission, can
from network.spaces.queries import entering


@dataclass(frozen=True, slots=True)
class Head:
    """A document as the head of a page. `may_keep`: its reader may change it; `may_speak`: she may say something of it."""

    id: UUID
    title: str
    state: DocumentState
    space_id: UUID
    organization_id: UUID | None
    in_force_id: UUID | None
    adapted_from_id: UUID | None
    is_shared: bool
    may_keep: bool
    may_speak: bool

    @property
    def is_in_force(self) -> bool:
        return self.state is DocumentState.IN_FORCE


def head_of(actor: Actor, document_id: UUID) -> Head:
    """One document. Raises NotFound. One statement, and the one that says which spaces she enters."""
    return head(actor, get(actor, document_id))


def head(actor: Actor, row: Document) -> Head:
    """The same of a row that the actor sees."""
    return Head(
        row.id,
        row.title,
        DocumentState(row.state),
        row.space_id,
        row.organization_id,
        row.in_force_id,
        row.adapted_from_id,
        row.is_shared,
        can(actor, Permission.DOCUMENT_EDIT, row),
        can(actor, Permission.DOCUMENT_COMMENT, row),
    )


def leading(actor: Actor) -> UUID | None:
    """The organization for which the actor can endorse or adopt now: the one that she acts for, if she leads it."""
    return actor.acting_for if actor.acting_for in actor.lead_of else None


def enters(organization_id: UUID, space_id: UUID) -> bool:
    """Whether this organization, whoever belongs to it, enters a space. One statement."""
    return space_id in entering(Actor(organization_ids=frozenset({organization_id}))).space_ids
