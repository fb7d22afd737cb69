"""What a browser may send about pairings."""

from network.pairings.forms.narrowing import PairingsAsked

__all__ = ["PairingsAsked"]
