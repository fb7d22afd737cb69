"""Pairings as pages."""

from network.pairings.views import pairings, sessions
from network.pairings.views.room import blueprint

PAGES = (pairings, sessions)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
