"""Pairings as pages."""

from network.pairings.views import goals, needs, pairings, sessions
from network.pairings.views.room import blueprint

PAGES = (
    pairings,
    sessions,
    needs,
    goals,
)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
