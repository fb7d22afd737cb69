"""Pairings as pages."""

from network.pairings.views import (
    agreements,
    changing,
    checks,
    circle_log,
    circles,
    contacts,
    exporting,
    goals,
    importing,
    needs,
    pairings,
    plans,
    reports,
    sessions,
    watching,
)
from network.pairings.views.room import blueprint

PAGES = (
    pairings,
    sessions,
    reports,
    exporting,
    importing,
    needs,
    goals,
    watching,
    agreements,
    changing,
    checks,
    plans,
    contacts,
    circles,
    circle_log,
)
"""Each gives the blueprint its addresses by being read."""

__all__ = [
    "PAGES",
    "blueprint",
]
