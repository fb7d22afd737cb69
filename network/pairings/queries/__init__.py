"""What can be seen of pairings."""

from network.pairings.queries.pairings import (
    PairingLine,
    PairingNarrowing,
    counts_by_state,
    get_pairing,
    pairing_of,
    pairings,
    visible_to,
)

__all__ = ["PairingLine", "PairingNarrowing", "counts_by_state", "get_pairing", "pairing_of", "pairings", "visible_to"]
