"""What happens to rounds on the clock: large ones are matched, and proposals lapse."""

from contextlib import suppress
from datetime import timedelta

from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.job import Job
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import Words
from network.mentorship import commands, queries
from network.mentorship.commands.queueing import Claim
from network.mentorship.queries.held import overdue
from network.mentorship.queries.solving import LONGEST_ON_CLOCK, Stopped, Watch
from network.mentorship.rules.queueing import BROKE_DOWN, CHANGED


def match_large_rounds(actor: Actor) -> None:
    """Match the round that has waited longest: solved outside any transaction, kept in one if its inputs still hold."""
    claim = commands.claim_matching()
    if claim is None:
        return
    if claim.spent:
        _fail(actor, claim, CHANGED)
        return
    try:
        solved = queries.solve(queries.problem_for(actor, claim.round_id), LONGEST_ON_CLOCK, _watch(claim))
    except Stopped:
        return
    except (Invalid, Conflict) as refusal:
        _fail(actor, claim, refusal.message)
        return
    except Exception:
        _fail(actor, claim, BROKE_DOWN)
        raise
    try:
        commands.store_queued(actor, claim, solved)
    except NotFound:
        return  # somebody took it back
    except Conflict:
        commands.wait_again(claim)


def _fail(actor: Actor, claim: Claim, why: Words) -> None:
    """Say so, unless somebody took it back meanwhile."""
    with suppress(NotFound):
        commands.fail_matching(actor, claim, why)


def lapse_proposals(_actor: Actor) -> None:
    """Let go what nobody answered in time. What was answered meanwhile is passed over."""
    for proposal_id in overdue(clock.now()):
        with suppress(Conflict, NotFound):
            commands.lapse_proposal(SYSTEM, proposal_id)


def _watch(claim: Claim) -> Watch:
    return lambda stage: commands.keep_stage(claim, stage)


JOBS = (
    Job("match-large-rounds", timedelta(seconds=2), match_large_rounds),
    Job("lapse-proposals", timedelta(minutes=30), lapse_proposals),
)
