"""Files as pages."""

from network.files.views import downloading, own, staging
from network.files.views.room import blueprint

PAGES = (downloading, own, staging)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
