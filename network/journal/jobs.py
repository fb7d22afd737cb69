"""What happens to the journal on the clock: it is sealed, and read again."""

import logging
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from network.journal.commands.noting import sum_up_noted
from network.journal.commands.sealing import seal_segment
from network.journal.commands.verifying import note_verification
from network.journal.seal.verifying import verify
from network.kernel.actor import Actor
from network.kernel.job import Job

log = logging.getLogger("network.journal")


def seal_journal(_actor: Actor) -> None:
    """Seal all that was added, and say the new head where the log is kept: outside the database, it shows a cut-off end."""
    sealed = None
    while (segment := _seal_segment()) is not None:
        sealed = segment
    if sealed is not None:
        log.info("journal sealed up to entry %s, head %s", *sealed)


def _seal_segment() -> tuple[int, str] | None:
    try:
        return seal_segment()
    except OperationalError:  # a long transaction holds the journal; the next run seals
        log.warning("the journal was busy and was not sealed")
        return None


def verify_journal(actor: Actor) -> None:
    """Read the whole journal against its seals, and write down what was found."""
    verdict = verify()
    note_verification(actor, "clock", verdict)
    if verdict.fault is not None:
        log.error("the journal is not as it was sealed, from entry %s on", verdict.fault.entry_id)


def sum_up(_actor: Actor) -> None:
    """Say how often it happened what was noted in hours that are over."""
    sum_up_noted()


JOBS = (
    Job("sum-up-noted", timedelta(minutes=10), sum_up),
    Job("seal-journal", timedelta(minutes=5), seal_journal),
    Job("verify-journal", timedelta(days=1), verify_journal),
)
