"""What can be done to the keys, and to seal the journal."""
