"""What happens to documents on the clock: reviews become due, and days for comments are over."""

from contextlib import suppress
from datetime import timedelta

from network.kernel.actor import SYSTEM, Actor
from network.kernel.job import Job
from network.kernel.refusals import Conflict, NotFound
from network.library import commands, queries


def remind_of_reviews(_actor: Actor) -> None:
    """Tell whoever keeps a document true that it is time to look it through. What was done meanwhile is passed over."""
    for each in queries.due_reviews():
        with suppress(Conflict, NotFound):
            commands.remind_of_review(SYSTEM, each.document_id, each.due_on)


def end_consultations(_actor: Actor) -> None:
    """Tell whoever keeps a document that the day for comments is over. What was done meanwhile is passed over."""
    for each in queries.ended_consultations():
        with suppress(Conflict, NotFound):
            commands.end_consultation(SYSTEM, each)


JOBS = (
    Job("remind-of-reviews", timedelta(minutes=30), remind_of_reviews),
    Job("end-consultations", timedelta(minutes=30), end_consultations),
)
