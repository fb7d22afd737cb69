"""What can be done with a round: open it, say what matters in it, close it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.mentorship.events import RoundChanged, RoundClosed, RoundOpened
from network.mentorship.models import Proposal, QueuedMatching, Round
from network.mentorship.queries.rounds import held_round
from network.mentorship.rules.lifecycle import ProposalState, RoundState, insist_open
from network.mentorship.rules.parameters import Parameters, checked, to_plain
from network.policy import Permission, authorize
from network.storage.db import db

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to open. Waiting and tiers are counted up to `as_of`, today unless said otherwise."""

    title: str
    as_of: date | None = None
    parameters: Parameters = field(default_factory=Parameters)


@command
def open_round(actor: Actor, draft: RoundDraft) -> UUID:
    """Begin a round. Nobody but coordinators sees it until it is published."""
    authorize(actor, Permission.ROUND_MANAGE)
    row = Round(
        id=uuid4(),
        title=_title(draft.title),
        as_of=draft.as_of or clock.today(),
        parameters=to_plain(checked(draft.parameters)),
        opened_at=clock.now(),
        opened_by_id=actor.person_id,
    )
    db.session.add(row)
    record(actor, RoundOpened(round_id=row.id))
    return row.id


@command
def rename_round(actor: Actor, round_id: UUID, title: str) -> None:
    """Call it something else."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    row.title = _title(title)
    if row.state == RoundState.CLOSED:  # plans of open rounds say that it left somebody out
        still_open = update(Round).where(Round.state != RoundState.CLOSED)
        db.session.execute(still_open.values(version=Round.version + 1))
    record(actor, RoundChanged(round_id=round_id))


@command
def change_round(actor: Actor, round_id: UUID, parameters: Parameters, version: int) -> None:
    """Say what matters: weights, rules, tiers, strategy. `version` is that of the page on which it was decided."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    insist_open(row.state)
    if row.version != version:
        raise Conflict(words("Somebody changed this round meanwhile. Look at it again, then decide."))
    row.parameters = to_plain(checked(parameters))
    row.version += 1
    record(actor, RoundChanged(round_id=round_id))


@command
def close_round(actor: Actor, round_id: UUID) -> None:
    """End a round. What nobody has answered lapses; pairings go on."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    insist_open(row.state)
    now, lapsed = clock.now(), []
    waiting = select(Proposal).where(Proposal.round_id == round_id, Proposal.state == ProposalState.PROPOSED)
    for proposal in db.session.scalars(waiting.order_by(Proposal.id).with_for_update()):
        proposal.state, proposal.ended_at = ProposalState.LAPSED, now
        lapsed.append(proposal.id)
    row.state, row.closed_at = RoundState.CLOSED, now
    db.session.execute(delete(QueuedMatching).where(QueuedMatching.round_id == round_id))
    record(actor, RoundClosed(round_id=round_id, lapsed_ids=tuple(lapsed)))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise Invalid("title", words("Give the round a name, such as its season and year."))
    if len(title) > LONGEST_TITLE:
        raise Invalid("title", words("Use at most %(most)s characters.", most=LONGEST_TITLE))
    return title
