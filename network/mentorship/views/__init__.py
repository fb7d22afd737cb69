"""Matching as pages: rounds, their plans, proposals and pairings."""

from network.mentorship.views import (
    answers,
    choices,
    files,
    lists,
    matching,
    pairings,
    plans,
    proposals,
    publishing,
    rounds,
    scenarios,
)
from network.mentorship.views.room import blueprint

PAGES = (rounds, lists, matching, plans, choices, scenarios, files, publishing, answers, proposals, pairings)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
