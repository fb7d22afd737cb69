"""What lies inside a pairing: for the members of its two organizations, and for nobody else."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, Side
from network.storage.db import db
from network.storage.reading import first, once

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class Inside:
    """A pairing as its own people see it. `mine` are the sides that the reader belongs to, `led` those that she leads."""

    id: UUID
    mentor_id: UUID
    mentor: str
    mentee_id: UUID
    mentee: str
    state: PairingState
    began_on: date
    mine: frozenset[Side]
    led: frozenset[Side]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_PAIRINGS

    def name(self, side: Side) -> str:
        return self.mentor if side is Side.MENTOR else self.mentee

    def organization(self, side: Side) -> UUID:
        return self.mentor_id if side is Side.MENTOR else self.mentee_id


def inside_visible_to(actor: Actor) -> Select[tuple[Pairing]]:
    """The pairings whose inside the actor may read: those that her organizations are a side of."""
    mine = tuple(actor.organization_ids)
    if not mine:
        return select(Pairing).where(false())
    return select(Pairing).where(or_(Pairing.mentor_id.in_(mine), Pairing.mentee_id.in_(mine)))


def inside_of(actor: Actor, pairing_id: UUID) -> Inside:
    """One pairing from the inside. One statement, however many of a page's questions need it. Raises NotFound."""
    known = ("inside", pairing_id, actor.organization_ids, actor.lead_of)
    return once(known, lambda: pairing_in(inside_visible_to(actor), actor, pairing_id))


def pairing_in(scope: Select[tuple[Pairing]], actor: Actor, pairing_id: UUID) -> Inside:
    """One pairing of a scope, with the sides that are the actor's own. One statement. Raises NotFound."""
    asked = (
        scope.where(Pairing.id == pairing_id)
        .join(Mentor, Mentor.id == Pairing.mentor_id)
        .join(Mentee, Mentee.id == Pairing.mentee_id)
        .with_only_columns(
            *(Pairing.id, Mentor.id, Mentor.name, Mentee.id, Mentee.name),
            *(Pairing.state, Pairing.began_on),
        )
    )
    row = first(asked)
    if row is None:
        raise NotFound(str(pairing_id))
    sides = {Side.MENTOR: row[1], Side.MENTEE: row[3]}
    return Inside(
        *row[:5],
        PairingState(row[5]),
        row[6],
        mine=frozenset(side for side, organization_id in sides.items() if organization_id in actor.organization_ids),
        led=frozenset(side for side, organization_id in sides.items() if organization_id in actor.lead_of),
    )


def held_pairing(actor: Actor, pairing_id: UUID) -> Pairing:
    """One pairing to be written inside, fresh, and held until the transaction ends. Raises NotFound."""
    asked = inside_visible_to(actor).where(Pairing.id == pairing_id).with_for_update()
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(pairing_id))
    return row
