"""Tests of what is true about organizations."""
