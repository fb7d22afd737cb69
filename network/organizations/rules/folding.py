"""A name folded for search and comparison, under the address that this room's rules know it by."""

from network.kernel.folding import fold

__all__ = ["fold"]
