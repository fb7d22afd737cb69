"""Saying that the clock's work on an import broke down: on its page, and to whoever asked for it."""

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import Words, to_json, words
from network.organizations.commands.importing.clockwork import Claim
from network.organizations.events import ImportFailed
from network.organizations.queries import importing
from network.organizations.rules.importing import Step
from network.policy import Permission, authorize


@command
def fail_import(actor: Actor, claim: Claim, why: Words) -> None:
    """The work broke down and nothing was written; nobody tries again by herself. What was to be undone stays in force.

    Raises Conflict when somebody has taken the import on meanwhile.
    """
    batch = importing.held(actor, claim.batch_id)
    authorize(actor, Permission.ORGANIZATION_IMPORT)
    if (batch.version, batch.state) != (claim.version, claim.step):
        raise Conflict(words("Somebody else worked on this import meanwhile. Look at the check again."))
    failure = {"says": to_json(why), "at": clock.now().isoformat()}
    if claim.step is Step.UNDOING:
        batch.state, batch.summary = Step.APPLIED, {**batch.summary, "undoing_failed": failure}
    else:
        batch.state, batch.summary = Step.FAILED, {"failed": failure}
    batch.claimed_at, batch.turn = None, 0
    record(actor, ImportFailed(batch_id=batch.id, kind=claim.step))
