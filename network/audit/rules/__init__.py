"""How the journal speaks."""
