"""What can happen to a pairing, and in it."""

from network.pairings.events.pairings import PairingBegun, PairingsMoved, PairingUndone

__all__ = ["PairingBegun", "PairingUndone", "PairingsMoved"]
