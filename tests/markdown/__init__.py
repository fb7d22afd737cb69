"""Tests of text in Markdown."""
