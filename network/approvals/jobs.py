"""What the clock does with what was asked for: announced waits pass, and what nobody answers lapses."""

from datetime import timedelta

from network.approvals import commands, queries
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.job import Job
from network.kernel.refusals import Refusal


def settle_approvals(actor: Actor) -> None:
    """Pass what was announced seven days ago, let lapse what is a month old; what was answered meanwhile is left."""
    passed, lapsed = queries.due(actor, clock.now())
    for settle, keys in ((commands.pass_announced, passed), (commands.lapse, lapsed)):
        for key in keys:
            try:
                settle(actor, key)
            except Refusal:
                continue  # answered a moment ago, or what it was about is gone; it lapses in its time


JOBS = (Job("settle-approvals", timedelta(minutes=10), settle_approvals),)
