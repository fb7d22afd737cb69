"""Documents as pages."""

from network.library.views import documents, life, shelf, texts, versions
from network.library.views.room import blueprint

PAGES = (shelf, documents, texts, versions, life)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
