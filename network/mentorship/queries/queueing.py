"""What is known of a matching that was handed to the clock."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.kernel.words import Words, from_json
from network.mentorship.models import QueuedMatching
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.queueing import STAGE_WORDS, MatchingState, Stage
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class MatchingView:
    """Where it stands: `stage` of `stages`, what is being done, and why it failed if it did."""

    round_id: UUID
    state: MatchingState
    stage: int
    doing: Words | None
    why: Words | None
    asked_at: datetime
    stages: int = len(Stage)

    @property
    def is_open(self) -> bool:
        return self.state in (MatchingState.WAITING, MatchingState.WORKING)


def matching_of(actor: Actor, round_id: UUID) -> MatchingView | None:
    """The round's last matching by the clock, None where there was none. Two statements. Raises NotFound."""
    get_round(actor, round_id)
    row = db.session.scalar(select(QueuedMatching).where(QueuedMatching.round_id == round_id))
    if row is None:
        return None
    return MatchingView(
        round_id,
        MatchingState(row.state),
        row.stage,
        STAGE_WORDS[Stage(row.stage)] if row.stage else None,
        from_json(row.says) if row.says else None,
        row.asked_at,
    )
