"""What happens to files on the clock: large ones are cleaned, those that wait are looked through for viruses, words are read,
what nobody needs is shredded, what nobody knows is swept away."""

import logging
from contextlib import suppress
from datetime import timedelta

from network.files import commands
from network.files.queries import clockwork
from network.files.queries.scanner import has_scanner, scanned
from network.files.queries.working import Claim, outcome_of
from network.files.rules.states import Scan
from network.kernel.actor import Actor
from network.kernel.job import Job
from network.kernel.refusals import NotFound
from network.storage.blobs import Gone, Unreachable, blobs, drop, folders

LOG = logging.getLogger(__name__)
AT_A_TIME = 20
UNKNOWN_FOR = timedelta(hours=24)
"""What lies somewhere without a row is younger than this while it is being sent."""


def work_on_uploads(_actor: Actor) -> None:
    """Clean what waits, the oldest first."""
    for _ in range(AT_A_TIME):
        claim = commands.claim_staged()
        if claim is None:
            return
        if not _worked(claim):
            return


def _worked(claim: Claim) -> bool:
    """Whether the store took it; if not, its turn comes again."""
    try:
        outcome = outcome_of(claim, lambda step: commands.mark_step(claim, step))
    except Unreachable:
        commands.wait_again(claim)
        return False
    commands.finish_staged(claim, outcome)
    drop(folders().staged(claim.staged_id))
    return True


def scan_again(actor: Actor) -> None:
    """Look for viruses in what nobody has looked through yet. What can't be judged now waits for the next time."""
    if not has_scanner():
        return
    for waiting in clockwork.unscanned(AT_A_TIME):
        try:
            found = scanned(blobs().pieces(waiting.name))
        except (Gone, Unreachable):
            continue
        if found is Scan.NOT_SCANNED:
            return  # the scanner does not answer; each try costs its whole patience
        with suppress(NotFound):
            commands.keep_verdict(actor, waiting.file_id, found)


def read_texts(_actor: Actor) -> None:
    """Read the words of files that came since."""
    for waiting in clockwork.unread(AT_A_TIME):
        with suppress(Unreachable):
            commands.keep_text(waiting.file_id, clockwork.read_words(waiting))


def shred(_actor: Actor) -> None:
    """Delete bytes that no row needs any more. Stopped at any point, it goes on the next time."""
    gone = []
    try:
        for tombstone in clockwork.buried(AT_A_TIME * 10):
            blobs().delete(tombstone.name)
            gone.append(tombstone.id)
    except Unreachable:
        LOG.warning("the store of files does not answer: what was removed is deleted later")
    finally:
        if gone:
            commands.forget_tombstones(gone)


def sweep(_actor: Actor) -> None:
    """Forget uploads of yesterday, delete what no row knows, and say which rows have no bytes."""
    while commands.forget_staged():
        pass
    commands.release_unused()
    for place in clockwork.passed_over(UNKNOWN_FOR):
        drop(place)
    try:
        audit = clockwork.audit(UNKNOWN_FOR)
    except Unreachable:
        LOG.warning("the store of files does not answer: it is looked through later")
        return
    for name in audit.unknown:
        commands.bury_unknown(name)
    commands.note_missing(audit.missing, audit.found)
    if audit.missing:
        LOG.error("%s files have lost their bytes: look into the store, or restore a back-up", len(audit.missing))


JOBS = (
    Job("work-on-uploads", timedelta(seconds=2), work_on_uploads),
    Job("read-texts", timedelta(seconds=20), read_texts),
    Job("shred-files", timedelta(minutes=1), shred),
    Job("scan-again", timedelta(minutes=5), scan_again),
    Job("sweep-files", timedelta(hours=1), sweep),
)
