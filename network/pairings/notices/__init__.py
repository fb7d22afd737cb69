"""Who is told about pairings: each part is known by being read here."""

from network.pairings.notices import agreements, beginning, changes, checks, circles, nudging

PARTS = (
    beginning,
    nudging,
    agreements,
    changes,
    checks,
    circles,
)
