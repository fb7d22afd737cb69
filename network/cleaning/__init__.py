"""Cleaning files of what tells of the people who made them, in a process of its own."""
