"""Who is told about documents: each part is known by being read here."""

from network.library.notices import adapting, comments, endorsing, life, offers, reviews

PARTS = (life, reviews, comments, endorsing, adapting, offers)
