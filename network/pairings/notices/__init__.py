"""Who is told about pairings: each part is known by being read here."""

from network.pairings.notices import beginning, nudging

PARTS = (beginning, nudging)
