"""Who goes first within its tier: left out of the round that closed last, or let down by a mentor since, and without one now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Exists, Select, and_, exists, or_, select

from network.mentorship.models import Answer, Proposal, Round, RunEntry
from network.mentorship.rules.lifecycle import ProposalState, RoundState
from network.mentorship.rules.values import Missed, Party
from network.pairings.models import Pairing
from network.pairings.rules.changes import MENTOR_CLOSED, MENTOR_RESTS
from network.pairings.rules.states import Side
from network.storage.db import db

_WHY: Mapping[str | None, Missed] = {MENTOR_CLOSED: Missed.MENTOR_CLOSED, MENTOR_RESTS: Missed.MENTOR_RESTS}
"""By code of the list of reasons; any other end is an end."""


def with_missed(parties: Iterable[Party], round_id: UUID, running: Iterable[tuple[UUID, UUID]]) -> tuple[Party, ...]:
    """The mentees of a round, each with how it missed a mentor, but those of `running` pairs. At most three statements."""
    known = missed_before(round_id)
    served = {mentee for _, mentee in running}
    return tuple(
        replace(each, missed=found[0], missed_in=found[1])
        if (found := known.get(UUID(each.id))) and UUID(each.id) not in served
        else each
        for each in parties
    )


def missed_before(round_id: UUID) -> dict[UUID, tuple[Missed, str]]:
    """How each was left out or let down, and the title of the round that left it out. At most three statements.

    What came last counts. Rounds that were never published left nobody out.
    """
    last = db.session.execute(_last_closed(round_id)).tuples().first()
    found: dict[UUID, tuple[Missed, str]] = {}
    if last is not None:
        closed_id, run_id, title, _ = last
        for (mentee,) in db.session.execute(_left_out(closed_id, run_id)).tuples():
            found[mentee] = Missed.LEFT_OUT, title
    for mentee, why in db.session.execute(_let_down(last[3] if last else None)).tuples():
        found[mentee] = _WHY.get(why, Missed.ENDED), ""
    return found


def _last_closed(round_id: UUID) -> Select[Any]:
    asked = select(Round.id, Round.current_run_id, Round.title, Round.published_at)
    closed = Round.state == RoundState.CLOSED, Round.published_at.is_not(None), Round.id != round_id
    return asked.where(*closed).order_by(Round.closed_at.desc(), Round.id).limit(1)


def _left_out(round_id: UUID, run_id: UUID | None) -> Select[Any]:
    """Who was in the round's plan and came out of the round without a first mentor, but not by a no or a silence of its own."""
    mine = Proposal.round_id == round_id, Proposal.mentee_id == RunEntry.mentee_id, Proposal.is_second.is_(False)
    accepted = exists().where(*mine, Proposal.state == ProposalState.ACCEPTED)
    said_no = exists().where(*mine, _answered(is_yes=False))
    silent = exists().where(*mine, Proposal.state == ProposalState.LAPSED, ~_answered(is_yes=True))
    return select(RunEntry.mentee_id).where(RunEntry.run_id == run_id, ~or_(accepted, said_no, silent))


def _answered(*, is_yes: bool) -> Exists:
    said = Answer.proposal_id == Proposal.id, Answer.side == Side.MENTEE, Answer.overturned_at.is_(None)
    return exists().where(and_(*said, Answer.is_yes.is_(is_yes)))


def _let_down(since: datetime | None) -> Select[Any]:
    asked = select(Pairing.mentee_id, Pairing.ended_why).where(Pairing.is_let_down.is_(True))
    if since is not None:
        asked = asked.where(Pairing.ended_at > since)
    return asked.order_by(Pairing.ended_at, Pairing.id)
