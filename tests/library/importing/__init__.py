"""Tests of documents that come in many at once."""
