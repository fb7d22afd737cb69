"""What can be done to the index and to the synonyms."""
