"""What happens to sign-ins and links on the clock."""

from datetime import timedelta

from network.accounts import commands, queries
from network.accounts.queries.addresses import address_of
from network.accounts.rules.links import Asking
from network.kernel.actor import SYSTEM, Actor
from network.kernel.job import Job


def forget_old(_actor: Actor) -> None:
    """Drop counted tries and browsers that nobody needs any more."""
    commands.forget_old()


def answer_requests(_actor: Actor) -> None:
    """Look at who asked for a link, and let it go to whoever has an account. Others get nothing, and nobody is told which."""
    for asked in queries.requests(Asking.RECOVERY):
        person_id = queries.person_with(asked.email)
        if person_id is not None and address_of(person_id) is not None:
            commands.start_recovery(SYSTEM, person_id)
        commands.forget_request(asked.id)


def forget_links(_actor: Actor) -> None:
    """Drop links that are over."""
    commands.forget_links()


JOBS = (
    Job("forget-tries", timedelta(hours=1), forget_old),
    Job("answer-link-requests", timedelta(seconds=5), answer_requests),
    Job("forget-links", timedelta(hours=1), forget_links),
)
