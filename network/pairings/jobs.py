"""What happens to pairings on the clock: checks become due, those that were let down go back into line,
and how to reach who left is forgotten."""

from contextlib import suppress
from datetime import timedelta

from network.kernel.actor import SYSTEM, Actor
from network.kernel.job import Job
from network.kernel.refusals import Conflict, NotFound
from network.pairings import commands, queries


def prepare_checks(_actor: Actor) -> None:
    """Ask both sides of each pairing what is due. What was asked meanwhile is passed over."""
    for each in queries.due_now():
        with suppress(Conflict, NotFound):
            commands.prepare_check(SYSTEM, each.pairing_id, each.moment, each.due_on)


def rematch_let_down(_actor: Actor) -> None:
    """End each pairing that can't go on. What can go on again by now is passed over."""
    for pairing_id in queries.let_down():
        with suppress(Conflict, NotFound):
            commands.let_go(SYSTEM, pairing_id)


def forget_gone_contacts(_actor: Actor) -> None:
    """Forget how to reach who left her organization."""
    commands.forget_gone_contacts()


JOBS = (
    Job("prepare-checks", timedelta(minutes=30), prepare_checks),
    Job("rematch-let-down", timedelta(minutes=5), rematch_let_down),
    Job("forget-gone-contacts", timedelta(minutes=10), forget_gone_contacts),
)
