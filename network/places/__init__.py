"""Places: regions, communities, how far apart they are, and what time it is there."""
