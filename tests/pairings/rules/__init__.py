"""Tests of the rules of pairings."""
