"""What matching does when two entries become one organization: pairs, answers and plans go over to the one that stays."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import aliased

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.mentorship.events import PairsMoved
from network.mentorship.models import Proposal, Round, RoundChoice, RunEntry, RunMentor, RunSecond
from network.mentorship.rules.lifecycle import RoundState
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.moving import move_sides


@command
def move_pairs(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Make all that names the one name the other. What would name an organization twice stays under the old name.

    Whoever asks has made sure that nothing speaks against it; plans of open rounds are out of date afterwards.
    """
    authorize(actor, Permission.ORGANIZATION_MERGE)
    proposals = move_sides(Proposal, kept_id, other_id)
    _move_choices(kept_id, other_id)
    for table in (RunEntry, RunSecond):
        _move_plan(table, kept_id, other_id)
    _rename(RunMentor, RunMentor.mentor_id, RunMentor.run_id, kept_id, other_id)
    db.session.execute(update(Round).where(Round.state != RoundState.CLOSED).values(version=Round.version + 1))
    record(actor, PairsMoved(organization_id=kept_id, other_id=other_id, proposals=proposals))


def _move_choices(kept_id: UUID, other_id: UUID) -> None:
    """Decisions about pairs, where the other's has not been made about the kept one too."""
    names = or_(RoundChoice.mentor_id == other_id, RoundChoice.mentee_id == other_id)
    for choice in db.session.scalars(select(RoundChoice).where(names).order_by(RoundChoice.made_at, RoundChoice.id)).all():
        pair = tuple(kept_id if each == other_id else each for each in (choice.mentor_id, choice.mentee_id))
        same = and_(RoundChoice.mentor_id == pair[0], RoundChoice.mentee_id == pair[1])
        known = db.session.scalar(select(RoundChoice.id).where(RoundChoice.round_id == choice.round_id, same))
        if pair[0] == pair[1] or known is not None:
            db.session.delete(choice)
        else:
            choice.mentor_id, choice.mentee_id = pair
        db.session.flush()


def _move_plan(table: type[RunEntry] | type[RunSecond], kept_id: UUID, other_id: UUID) -> None:
    mentors = update(table).where(table.mentor_id == other_id, table.mentee_id != kept_id).values(mentor_id=kept_id)
    db.session.execute(mentors.execution_options(synchronize_session=False))
    _rename(table, table.mentee_id, table.run_id, kept_id, other_id, or_(table.mentor_id.is_(None), table.mentor_id != kept_id))


def _rename(table: Any, mine: Any, group: Any, kept_id: UUID, other_id: UUID, *narrower: Any) -> None:
    """One row a group can name an organization: where the kept one is named already, the other's row stays as it is."""
    known = aliased(table)
    taken = select(getattr(known, group.key)).where(getattr(known, mine.key) == kept_id)
    changed = update(table).where(mine == other_id, group.not_in(taken), *narrower).values({mine: kept_id})
    db.session.execute(changed.execution_options(synchronize_session=False))
