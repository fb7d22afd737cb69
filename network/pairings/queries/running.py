"""Which pairings run, for rooms that ask before they change an organization or an answer."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.pairings.models import Pairing
from network.pairings.rules.states import RUNNING_PAIRINGS
from network.policy import Permission, can
from network.storage.db import db


def running_from(proposal_id: UUID) -> UUID | None:
    """The pairing that began with this proposal, if it still runs."""
    asked = select(Pairing.id).where(Pairing.proposal_id == proposal_id, Pairing.state.in_(tuple(RUNNING_PAIRINGS)))
    return db.session.scalar(asked)


def paired_now(actor: Actor) -> dict[UUID, tuple[int, int]]:
    """By organization: how many it mentors, and how many mentor it, in pairings that run. For whoever may import."""
    if not can(actor, Permission.ORGANIZATION_IMPORT):
        return {}
    found: defaultdict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    runs = Pairing.state.in_(tuple(RUNNING_PAIRINGS))
    for side, places in ((Pairing.mentor_id, (1, 0)), (Pairing.mentee_id, (0, 1))):
        for id, count in db.session.execute(select(side, func.count()).where(runs).group_by(side)).tuples():
            mentors, is_mentored = found[id]
            found[id] = mentors + places[0] * count, is_mentored + places[1] * count
    return dict(found)
