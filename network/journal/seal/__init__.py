"""The journal's seals: a chain by which an entry that was changed, added or taken away is found."""
