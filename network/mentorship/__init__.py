"""Pairing mentor organizations with mentee organizations: rounds, the matching, proposals, answers."""
