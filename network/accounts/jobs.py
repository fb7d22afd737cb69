"""What is forgotten of sign-ins on the clock."""

from datetime import timedelta

from network.accounts import commands
from network.kernel.actor import Actor
from network.kernel.job import Job


def forget_old(_actor: Actor) -> None:
    """Drop counted tries and browsers that nobody needs any more."""
    commands.forget_old()


JOBS = (Job("forget-tries", timedelta(hours=1), forget_old),)
