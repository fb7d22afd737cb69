"""Tests of what is true of words."""
