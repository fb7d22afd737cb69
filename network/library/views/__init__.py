"""The pages of documents."""

from network.library.views import (
    adapting,
    adopting,
    attaching,
    comments,
    documents,
    endorsing,
    importing,
    life,
    offers,
    papers,
    placing,
    shelf,
    taking,
    texts,
    versions,
)
from network.library.views.room import blueprint

PAGES = (
    *(shelf, documents, texts, attaching, versions, life, comments, endorsing, adopting, adapting, offers),
    *(taking, papers, importing, placing),
)
"""Each gives the blueprint its addresses by being read."""

__all__ = ["PAGES", "blueprint"]
