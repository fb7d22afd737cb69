"""What a notice about a pairing or a circle needs: whose it is, and the names for who may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.organizations.models import Organization
from network.pairings.models import Circle, Pairing
from network.pairings.queries.circles import own_circles
from network.pairings.queries.pairings import visible_to
from network.storage.db import db

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class Sides:
    """A pairing with both names."""

    id: UUID
    mentor_id: UUID
    mentor: str
    mentee_id: UUID
    mentee: str


def sides_of(pairing_id: UUID) -> tuple[UUID, ...]:
    """The mentor and the mentee; nothing when it is gone."""
    asked = select(Pairing.mentor_id, Pairing.mentee_id).where(Pairing.id == pairing_id)
    return tuple(each for row in db.session.execute(asked).tuples() for each in row)


def pairings_seen(actor: Actor, pairing_ids: Collection[UUID]) -> dict[UUID, Sides]:
    """Those among them that the actor may see. One statement."""
    asked = visible_to(actor).where(Pairing.id.in_(pairing_ids))
    asked_for = asked.join(Mentor, Mentor.id == Pairing.mentor_id).join(Mentee, Mentee.id == Pairing.mentee_id)
    columns = (Pairing.id, Mentor.id, Mentor.name, Mentee.id, Mentee.name)
    return {row[0]: Sides(*row) for row in db.session.execute(asked_for.with_only_columns(*columns)).tuples()}


def circles_seen(actor: Actor, circle_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those circles among them of which the actor reads who is in them. One statement."""
    asked = own_circles(actor).where(Circle.id.in_(circle_ids)).with_only_columns(Circle.id, Circle.name)
    return dict(db.session.execute(asked).tuples().all())
