"""What can be found, and what is still to be taken into the index."""

from network.search.queries.catching_up import BATCH, Batch, Ready, due, mending, where_to_begin
from network.search.queries.finding import MOST_RANKED, Found, Hit, Narrowed, find
from network.search.queries.showing import Shown, shown
from network.search.queries.sources import know, sources
from network.search.queries.synonyms import Group, get_group, groups, synonyms

__all__ = [
    "BATCH",
    "MOST_RANKED",
    "Batch",
    "Found",
    "Group",
    "Hit",
    "Narrowed",
    "Ready",
    "Shown",
    "due",
    "find",
    "get_group",
    "groups",
    "know",
    "mending",
    "shown",
    "sources",
    "synonyms",
    "where_to_begin",
]
