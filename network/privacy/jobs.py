"""What happens to personal data on the clock: it is deleted when its time is over."""

import logging
from contextlib import suppress
from datetime import timedelta

from network.kernel.actor import Actor
from network.kernel.job import Job
from network.kernel.refusals import Conflict
from network.privacy import queries
from network.privacy.commands.duties import remind_of_request
from network.privacy.commands.erasing import keep_list
from network.privacy.commands.purging import purge
from network.storage.forgetting import forget_for_good

log = logging.getLogger("network.privacy")


def forget_in_time(_actor: Actor) -> None:
    """Delete what is due, then let the bytes go too."""
    log.info("%s rows were deleted, their time being over", purge())
    if not forget_for_good():
        log.warning("somebody was reading: deleted bytes leave the files at the next run")


def keep_erase_list(_actor: Actor) -> None:
    """Let the list of the erased lie beside the database too, where no restore of the database undoes it."""
    keep_list()


def remind_of_requests(actor: Actor) -> None:
    """Let administrators know of requests whose day is near, each day once."""
    for request_id in queries.requests_to_remind_of():
        with suppress(Conflict):  # answered, or told by another scheduler, a moment ago
            remind_of_request(actor, request_id)


JOBS = (
    Job("remind-of-requests", timedelta(hours=1), remind_of_requests),
    Job("forget-in-time", timedelta(hours=1), forget_in_time),
    Job("keep-erase-list", timedelta(minutes=5), keep_erase_list),
)
