"""Matching as pages: rounds, their plans and proposals."""

from network.mentorship.views import (
    answers,
    choices,
    files,
    lists,
    matching,
    plans,
    proposals,
    publishing,
    rounds,
    scenarios,
)
from network.mentorship.views.room import blueprint

PAGES = (rounds, lists, matching, plans, choices, scenarios, files, publishing, answers, proposals)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
