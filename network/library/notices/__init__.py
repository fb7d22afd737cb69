"""Who is told about documents: each part is known by being read here."""

from network.library.notices import life, reviews

PARTS = (life, reviews)
