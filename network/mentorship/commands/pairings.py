"""What can be done with a pairing: begin it when both sides said yes."""

from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.mentorship.events import PairingBegun
from network.mentorship.models import Pairing
from network.mentorship.queries.proposals import held_proposal, standing_answers, taken_places
from network.mentorship.rules.lifecycle import PairingState, ProposalState, insist_answerable, insist_place, outcome
from network.organizations.commands import set_waiting
from network.policy import Permission, authorize
from network.spaces.commands import open_space
from network.storage.db import db


@command
def begin_pairing(actor: Actor, proposal_id: UUID) -> UUID:
    """Make the pairing of a proposal that both sides accepted: it takes a place and opens a space.

    It ends the waiting, unless the mentor is a second one: the first may still say no.
    """
    held = held_proposal(actor, proposal_id)
    proposal, mentee = held.proposal, held.mentee
    authorize(actor, Permission.PAIRING_BEGIN, proposal)
    insist_answerable(proposal.state)
    answers = {side: row.is_yes for side, row in standing_answers(proposal_id).items()}
    if outcome(answers) is not ProposalState.ACCEPTED:
        raise Conflict(words("Both sides must say yes before a pairing begins."))
    insist_place(held.mentor.capacity, taken_places(held))
    proposal.state, proposal.ended_at = ProposalState.ACCEPTED, clock.now()
    ends_waiting = mentee.wants_mentor and not proposal.is_second
    pairing = Pairing(
        id=uuid4(),
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
        round_id=proposal.round_id,
        proposal_id=proposal_id,
        is_second=proposal.is_second,
        state=PairingState.TRIAL,
        began_on=clock.today(),
        waited_since=mentee.waiting_since if ends_waiting else None,
    )
    db.session.add(pairing)
    db.session.flush()  # its space is about it
    pairing.space_id = open_space(actor, "pairing", pairing.id, (proposal.mentor_id, proposal.mentee_id))
    if ends_waiting:
        set_waiting(SYSTEM, mentee.id, False, None)
    record(
        actor,
        PairingBegun(pairing_id=pairing.id, proposal_id=proposal_id, mentor_id=proposal.mentor_id, mentee_id=proposal.mentee_id),
    )
    return pairing.id
