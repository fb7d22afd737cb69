"""Documents to take away: one page that needs nothing else, and an archive with word processor files and what was attached."""

from network.bundles.making import make
from network.bundles.values import Attached, Bundle, Made, Taken

__all__ = ["Attached", "Bundle", "Made", "Taken", "make"]
