"""The front page: what waits for whoever looks."""
