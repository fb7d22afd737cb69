"""What is forgotten of texts that nobody came back for."""

from datetime import timedelta

from network.drafts import commands
from network.kernel.actor import Actor
from network.kernel.job import Job


def forget_old(_actor: Actor) -> None:
    """Drop what is older than we say that we keep it."""
    commands.forget_old()


JOBS = (Job("forget-drafts", timedelta(hours=1), forget_old),)
