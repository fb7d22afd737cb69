"""Asking the sides of pairings how it goes, many at once."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.pairings import queries
from network.pairings.events import PairingNudged
from network.pairings.models import Pairing
from network.policy import Permission, authorize
from network.storage.db import db


@command
def nudge(actor: Actor, pairing_ids: Collection[UUID], seen: str) -> int:
    """Ask what the plan says that somebody looked at; if it would be another by now, she looks again. Gives how many."""
    authorize(actor, Permission.PAIRING_NUDGE)
    plan = queries.nudge_plan(actor, pairing_ids)
    if plan.seen != seen:
        raise Conflict(words("Something changed since you looked. Go back, and look again at who gets what."))
    if not plan.asks:
        raise Conflict(words("There is nobody to ask. Choose other pairings, or call."))
    for pairing_id, ask in plan.asks.items():
        record(actor, PairingNudged(pairing_id=pairing_id, ask_code=ask))
    db.session.execute(update(Pairing).where(Pairing.id.in_(tuple(plan.asks))).values(nudged_on=clock.today()))
    return len(plan.asks)
