"""Taking pairings or their logs away as a file: what is taken is not kept here, only that it was."""

from enum import StrEnum

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.pairings.events import PairingsExported
from network.pairings.queries.exporting import pairings_for_export, sessions_for_export
from network.pairings.rules.exporting import PAIRING_HEADS, SESSION_HEADS, rows_of
from network.policy import Permission, authorize


class Exported(StrEnum):
    """What is taken away."""

    PAIRINGS = "pairings"
    SESSIONS = "sessions"


@command
def export_pairings(actor: Actor, what: Exported, kind: str) -> list[list[str]]:
    """Pairings or sessions as rows of text; `kind` is the sort of file that is made of them."""
    authorize(actor, Permission.PAIRING_EXPORT)
    if what is Exported.PAIRINGS:
        rows = rows_of(PAIRING_HEADS, pairings_for_export(actor))
    else:
        rows = rows_of(SESSION_HEADS, sessions_for_export(actor))
    record(actor, PairingsExported(list=what, rows=len(rows) - 1, kind=kind))
    return rows
