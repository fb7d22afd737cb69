"""The round's plan as the file that anybody can check, exactly as it was stored."""

from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship.models import Run
from network.mentorship.queries.rounds import get_round
from network.storage.db import db


def plan_text_of(actor: Actor, round_id: UUID) -> str:
    """The text with plan and proof. Two statements. Raises NotFound, before the first matching too."""
    row = get_round(actor, round_id)
    text = db.session.scalar(select(Run.plan).where(Run.id == row.current_run_id))
    if text is None:
        raise NotFound(str(round_id))
    return text


def second_plan_text_of(actor: Actor, round_id: UUID) -> str:
    """The same of the second mentors. Two statements. Raises NotFound, where none were asked for too."""
    row = get_round(actor, round_id)
    text = db.session.scalar(select(Run.second_plan).where(Run.id == row.current_run_id))
    if text is None:
        raise NotFound(str(round_id))
    return text
