"""Taking the journal away as a file: that it was taken is a fact too."""

from network.audit import queries
from network.audit.events import JournalExported
from network.audit.queries import Entry, Filters
from network.journal.command import command, record
from network.kernel.actor import Actor
from network.policy import Permission, authorize


@command
def export_journal(actor: Actor, filters: Filters) -> list[Entry]:
    """The entries that the filters leave, newest first, `queries.MOST_EXPORTED` at most."""
    authorize(actor, Permission.JOURNAL_EXPORT)
    found = queries.entries_for_export(actor, filters)
    record(actor, JournalExported(entries=len(found)))
    return found
