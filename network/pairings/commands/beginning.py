"""What can be done at the very beginning: begin a pairing, and undo it when what it stood on is gone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.organizations.commands import set_waiting
from network.pairings.events import PairingBegun, PairingBroughtIn, PairingUndone
from network.pairings.models import Pairing
from network.pairings.rules.states import PairingState
from network.policy import Permission, authorize
from network.spaces.commands import open_space, withdraw_space
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class PairingDraft:
    """Two organizations that said yes to each other. `waited_since` is kept for a mentee whose waiting ends by it.

    `began_on` is today where it isn't said: one that ran before it was entered here began earlier. `is_brought_in`: it is of such
    a list, so nobody is told of a beginning that both know, and `state` is where it stands.
    """

    mentor_id: UUID
    mentee_id: UUID
    round_id: UUID | None = None
    proposal_id: UUID | None = None
    from_round: str = ""
    is_second: bool = False
    waited_since: date | None = None
    began_on: date | None = None
    is_brought_in: bool = False
    state: PairingState = PairingState.TRIAL


@command
def begin_pairing(actor: Actor, draft: PairingDraft) -> UUID:
    """Make the pairing and open its space; the waiting of the mentee ends where it says since when.

    Whoever asks has made sure that both sides said yes and that the mentor has a place.
    """
    authorize(actor, Permission.PAIRING_BEGIN, draft)
    pairing = Pairing(
        id=uuid4(),
        mentor_id=draft.mentor_id,
        mentee_id=draft.mentee_id,
        round_id=draft.round_id,
        proposal_id=draft.proposal_id,
        from_round=draft.from_round,
        is_second=draft.is_second,
        state=draft.state,
        began_on=draft.began_on or clock.today(),
        waited_since=draft.waited_since,
    )
    db.session.add(pairing)
    db.session.flush()  # its space is about it
    pairing.space_id = open_space(actor, "pairing", pairing.id, (draft.mentor_id, draft.mentee_id))
    if draft.waited_since is not None:
        set_waiting(SYSTEM, draft.mentee_id, False, None)
    begun = {"pairing_id": pairing.id, "mentor_id": draft.mentor_id, "mentee_id": draft.mentee_id}
    if draft.is_brought_in:
        record(actor, PairingBroughtIn(**begun, began_on=pairing.began_on))
    else:
        record(actor, PairingBegun(**begun, proposal_id=draft.proposal_id))
    return pairing.id


@command
def undo_pairing(actor: Actor, pairing_id: UUID) -> None:
    """End what stood on an answer that was replaced: the space closes, the mentee takes its old place in line."""
    pairing = db.session.scalars(select(Pairing).where(Pairing.id == pairing_id).with_for_update()).one()
    authorize(actor, Permission.PAIRING_BEGIN, pairing)
    pairing.state, pairing.ended_on, pairing.ended_at = PairingState.ENDED_EARLY, clock.today(), clock.now()
    if pairing.space_id is not None:
        withdraw_space(actor, pairing.space_id)
    if pairing.waited_since is not None:
        set_waiting(SYSTEM, pairing.mentee_id, True, pairing.waited_since)
    record(actor, PairingUndone(pairing_id=pairing.id, proposal_id=pairing.proposal_id))
