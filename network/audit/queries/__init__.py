"""What can be read of the journal, across all rooms."""

from network.audit.queries.entries import (
    MOST_EXPORTED,
    PAGE,
    Detail,
    Entry,
    Filters,
    SealState,
    entries,
    entries_for_export,
    kinds,
    own_acts,
    seal_state,
)

__all__ = [
    "MOST_EXPORTED",
    "PAGE",
    "Detail",
    "Entry",
    "Filters",
    "SealState",
    "entries",
    "entries_for_export",
    "kinds",
    "own_acts",
    "seal_state",
]
