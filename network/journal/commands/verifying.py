"""Checking the journal is a fact too: who checked, how much, what was found."""

from network.journal.command import command, record
from network.journal.events import JournalVerified
from network.journal.seal.verifying import Verdict
from network.kernel.actor import Actor
from network.policy import Permission, authorize


@command
def note_verification(actor: Actor, how: str, verdict: Verdict) -> None:
    """Record that the journal was checked; `how` is "clock" or "operator"."""
    authorize(actor, Permission.JOURNAL_VERIFY)
    fault = verdict.fault
    record(actor, JournalVerified(how=how, sealed=verdict.sealed, fault_id=None if fault is None else fault.entry_id))
