"""Pairings as pages."""

from network.pairings.views import agreements, changing, checks, exporting, goals, needs, pairings, reports, sessions, watching
from network.pairings.views.room import blueprint

PAGES = (
    pairings,
    sessions,
    reports,
    exporting,
    needs,
    goals,
    watching,
    agreements,
    changing,
    checks,
)
"""Each gives the blueprint its addresses by being read."""

__all__ = [
    "PAGES",
    "blueprint",
]
