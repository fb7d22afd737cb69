"""What is remembered of pairings and of their life."""

from network.pairings.models.pairings import Pairing

__all__ = ["Pairing"]
