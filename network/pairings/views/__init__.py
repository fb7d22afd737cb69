"""Pairings as pages."""

from network.pairings.views import pairings, reports, sessions
from network.pairings.views.room import blueprint

PAGES = (pairings, reports, sessions)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
