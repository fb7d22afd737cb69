"""What matching does when both sides said yes: the pairing begins."""

from uuid import UUID

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.mentorship.events import ProposalAccepted
from network.mentorship.queries.held import held_proposal, taken_places
from network.mentorship.queries.proposals import standing_answers
from network.mentorship.rules.lifecycle import ProposalState, insist_answerable, insist_place, outcome
from network.pairings.commands import PairingDraft, begin_pairing
from network.policy import Permission, authorize


@command
def accept_proposal(actor: Actor, proposal_id: UUID) -> UUID:
    """Make the pairing of a proposal that both sides accepted: it takes a place and opens a space.

    It ends the waiting, unless the mentor is a second one: the first may still say no. Gives the pairing.
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
    draft = PairingDraft(
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
        round_id=proposal.round_id,
        proposal_id=proposal_id,
        from_round=held.round.title,
        is_second=proposal.is_second,
        waited_since=mentee.waiting_since if mentee.wants_mentor and not proposal.is_second else None,
    )
    pairing_id = begin_pairing(actor, draft)
    held.round.version += 1  # what was open is settled: the plan is out of date
    record(actor, ProposalAccepted(proposal_id=proposal_id, pairing_id=pairing_id))
    return pairing_id
