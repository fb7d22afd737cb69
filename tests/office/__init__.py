"""Tests of word processor files."""
