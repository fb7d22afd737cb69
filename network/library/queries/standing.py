"""How a document stands with others: who endorses it, who uses it, what was made of it, and what its reader may press."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.actor import Actor
from network.library.queries.adapting import AdaptationLine, Parent, adaptations_of, parent_of
from network.library.queries.adopting import Adopter, users_of
from network.library.queries.endorsing import Endorser, endorsers_of, steps_of
from network.library.queries.heads import Head, enters, head_of, leading


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands beside a document. `mine` is the organization for which its reader can press; None where she can't."""

    head: Head
    number: int | None
    endorsers: tuple[Endorser, ...]
    adopters: tuple[Adopter, ...]
    adaptations: tuple[AdaptationLine, ...]
    parent: Parent | None
    mine: UUID | None
    has_lapsed: bool

    @property
    def own_endorsement(self) -> Endorser | None:
        """That of her organization."""
        return next((line for line in self.endorsers if line.organization_id == self.mine), None)

    @property
    def own_adoption(self) -> Adopter | None:
        """The same of using it."""
        return next((line for line in self.adopters if line.organization_id == self.mine), None)

    @property
    def may_endorse(self) -> bool:
        """Whether her organization can stand behind the text in force."""
        own = self.own_endorsement
        is_other = self.mine is not None and self.mine != self.head.organization_id
        return is_other and self.head.is_in_force and (own is None or own.number != self.number)

    @property
    def may_adopt(self) -> bool:
        """Whether her organization can say that it uses it."""
        return self.mine is not None and self.head.is_in_force and self.own_adoption is None


def standing_of(actor: Actor, document_id: UUID) -> Standing:
    """One document's. Raises NotFound. A fixed number of statements."""
    head = head_of(actor, document_id)
    steps = steps_of([document_id]).get(document_id, [])
    endorsers, lapsed = endorsers_of(actor, document_id, steps)
    mine = leading(actor) if head.may_speak else None
    mine = mine if mine is not None and enters(mine, head.space_id) else None
    number = steps[-1].number if steps and head.in_force_id else None
    users, made = users_of(actor, document_id), adaptations_of(actor, document_id)
    return Standing(head, number, endorsers, users, made, parent_of(actor, head), mine, mine in lapsed)
