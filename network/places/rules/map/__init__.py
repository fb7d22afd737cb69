"""Lays a map out: what goes in are places and ties, what comes out is every number of the drawing."""
